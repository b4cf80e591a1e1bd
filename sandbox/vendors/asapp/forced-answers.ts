import { memberOf, textOf } from "../shared/read-request";
import type { VendorAnswer } from "../shared/serve-vendor";
import { asappError } from "./asapp-answer";

export type AsappOperation = "create" | "read" | "health" | "messages" | "state";

/** An answer that replaces the real one, or a delay of the real one. */
export interface ForcedAnswer {
  /** Absent = any. */
  operation?: AsappOperation | undefined;
  /** Affects only this conversation's requests; absent = all. */
  externalConversationId?: string | undefined;
  /** Absent = the real answer (after the delay). */
  status?: number | undefined;
  /** Instead of an error document: HTML, or incomplete JSON. */
  text?: string | undefined;
  delayMilliseconds?: number | undefined;
  /** How many more requests it affects; absent = until it is removed. */
  times?: number | undefined;
}

export const errorStatuses = [400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503] as const;
const operations = ["create", "read", "health", "messages", "state"] as const;
const maxDelayMs = 60_000;
const maxForced = 100;

/** Not stored: after a restart ASAPP answers normally. */
export class ForcedAnswers {
  #list: ForcedAnswer[] = [];

  add(forced: ForcedAnswer): void {
    if (this.#list.length >= maxForced) this.#list.shift();
    this.#list.push(forced);
  }

  /** Only those of one conversation, when it is given. */
  clear(externalConversationId?: string): void {
    this.#list = this.#list.filter(
      (one) => externalConversationId !== undefined && one.externalConversationId !== externalConversationId,
    );
  }

  take(operation: AsappOperation, externalConversationId: string | undefined): ForcedAnswer | undefined {
    const found = this.#list.find(
      (one) =>
        (one.operation === undefined || one.operation === operation) &&
        (one.externalConversationId === undefined || one.externalConversationId === externalConversationId),
    );
    if (found?.times !== undefined) {
      found.times -= 1;
      if (found.times <= 0) this.#list = this.#list.filter((one) => one !== found);
    }
    return found;
  }
}

export function writeForced(forced: ForcedAnswer): VendorAnswer | undefined {
  if (forced.text !== undefined)
    return { status: forced.status ?? 200, body: forced.text, headers: { "content-type": "text/html" } };
  return forced.status === undefined ? undefined : asappError(forced.status);
}

/** PUT /_sandbox/answers */
export function readForced(
  body: unknown,
): { ok: true; forced: ForcedAnswer } | { ok: false; message: string } {
  const number = (name: string) => {
    const value = memberOf(body, name);
    return typeof value === "number" ? value : undefined;
  };
  const status = number("status");
  const text = textOf(body, "text");
  const delayMilliseconds = number("delayMilliseconds");
  const times = number("times");
  const operation = operations.find((one) => one === textOf(body, "operation"));
  if (text === undefined && status !== undefined && !errorStatuses.some((one) => one === status))
    return { ok: false, message: `status must be one of ${errorStatuses.join(", ")}.` };
  if (status === undefined && text === undefined && delayMilliseconds === undefined)
    return { ok: false, message: "One of status, text, and delayMilliseconds is required." };
  if (memberOf(body, "operation") !== undefined && operation === undefined)
    return { ok: false, message: `operation must be one of ${operations.join(", ")}.` };
  if (delayMilliseconds !== undefined && !(delayMilliseconds >= 0 && delayMilliseconds <= maxDelayMs))
    return { ok: false, message: `delayMilliseconds must be from 0 to ${maxDelayMs}.` };
  if (times !== undefined && !(Number.isInteger(times) && times >= 1))
    return { ok: false, message: "times must be a whole number of at least 1." };
  const externalConversationId = textOf(body, "externalConversationId");
  return { ok: true, forced: { operation, externalConversationId, status, text, delayMilliseconds, times } };
}
