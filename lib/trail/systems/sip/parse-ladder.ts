import type { SipStep } from "./sip-ladder";

export type { SipStep };

/** The messages in an event's raw part; undefined when it is no SIP event. Pure, and fit for browsers. */
export function parseLadder(raw: unknown): SipStep[] | undefined {
  const steps: unknown = typeof raw === "object" && raw !== null ? Reflect.get(raw, "ladder") : undefined;
  return Array.isArray(steps) && steps.length > 0 && steps.every(isStep) ? steps : undefined;
}

function isStep(value: unknown): value is SipStep {
  if (typeof value !== "object" || value === null) return false;
  const has = (name: string) => typeof Reflect.get(value, name) === "string";
  const from: unknown = Reflect.get(value, "from");
  return has("at") && has("label") && has("text") && (from === "connect" || from === "far");
}
