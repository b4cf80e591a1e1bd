import { uuidV5 } from "../uuid-v5";

/**
 * The ID of a contact's next transfer. It must differ for each attempt, or ASAPP answers that it already has it; and it
 * must be the same when Amazon Connect repeats an invocation, or a caller would get two numbers. So it comes from the
 * contact and from the transfer before it: "" for the first.
 */
export function transferIdOf(contactId: string, previousTransferId: string): string {
  return uuidV5(contactId, previousTransferId);
}

/** A transfer's ID that a flow passes on. A value that the flow never filled counts as absent. */
export function readTransferId(value: unknown): string {
  const text = typeof value === "string" ? value.trim() : "";
  return /^[\w.:-]{1,128}$/.test(text) ? text : "";
}
