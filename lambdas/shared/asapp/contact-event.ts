import { objectOf } from "../plain-values";
import { parseUuid } from "../uuid";

/** The part of Amazon Connect's event that is used. A flow without parameters sends none. */
export interface ContactEvent {
  Details?: {
    Parameters?: Record<string, unknown> | null;
    ContactData?: {
      ContactId?: string;
      CustomerEndpoint?: { Address?: string | null } | null;
    } | null;
  } | null;
}

export interface ReadContactEvent {
  contactId: string | undefined;
  /** Text only, untrimmed; parameters that the flow never filled (empty, or an unresolved reference) are left out. */
  parameters: Record<string, string>;
  callerNumber: string;
}

export function readContactEvent(event: ContactEvent | null | undefined): ReadContactEvent {
  const details = objectOf(event?.Details);
  const contact = objectOf(details?.ContactData);
  const endpoint = objectOf(contact?.CustomerEndpoint);
  const parameters = Object.entries(objectOf(details?.Parameters) ?? {}).flatMap(([name, value]) => {
    const text = parameterText(value);
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    contactId: parseUuid(contact?.ContactId),
    parameters: Object.fromEntries(parameters),
    callerNumber: parameterText(endpoint?.Address) ?? "",
  };
}

/** ASAPP accepts only text; a nested value is sent as JSON. */
function parameterText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  // A blank one stands where a flow's reference had nothing to name.
  return text === undefined || text.trim() === "" || /^\$\.[\w.]+$/.test(text) ? undefined : text;
}
