import { parseUuid } from "../uuid";
import { objectOf } from "./plain-values";

/** The part of Amazon Connect's event that is looked at. A flow without parameters sends none. */
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
  /** Texts alone, trimmed of nothing; what the flow never filled (nothing, or a reference as it was written) is left out. */
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

/** ASAPP takes texts alone; a nested value goes as its JSON. */
function parameterText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text === undefined || /^\$\.[\w.]+$/.test(text) ? undefined : text;
}
