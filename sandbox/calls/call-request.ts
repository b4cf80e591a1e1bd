/** How a test call begins and ends. */
export interface CallRequest {
  from: string;
  to: string;
  ending: "agent" | "bot" | "caller-hangs-up";
  /** What Kore posts; undefined = what its Service node says. */
  post: unknown;
  /** Wall-clock seconds that the caller talks to Kore. */
  koreSeconds: number | undefined;
}

export type ReadCallRequest = { ok: true; request: CallRequest } | { ok: false; message: string };

const e164 = /^\+[1-9]\d{6,14}$/;
const maximumKoreSeconds = 600;

export function readCallRequest(body: unknown): ReadCallRequest {
  if (typeof body !== "object" || body === null)
    return { ok: false, message: "The body must be a JSON object." };
  const from: unknown = Reflect.get(body, "from");
  const to: unknown = Reflect.get(body, "to");
  const ending: unknown = Reflect.get(body, "ending") ?? "agent";
  const seconds: unknown = Reflect.get(body, "seconds");
  if (typeof from !== "string" || !e164.test(from))
    return { ok: false, message: "from must be a number like +12065550199." };
  if (typeof to !== "string" || !e164.test(to))
    return { ok: false, message: "to must be a number like +12065550100." };
  if (ending !== "agent" && ending !== "bot" && ending !== "caller-hangs-up") {
    return { ok: false, message: "ending must be agent, bot or caller-hangs-up." };
  }
  const kore: unknown =
    typeof seconds === "object" && seconds !== null ? Reflect.get(seconds, "kore") : undefined;
  if (kore !== undefined && (typeof kore !== "number" || !(kore >= 0 && kore <= maximumKoreSeconds))) {
    return { ok: false, message: `seconds.kore must be from 0 to ${maximumKoreSeconds}.` };
  }
  return { ok: true, request: { from, to, ending, post: Reflect.get(body, "post"), koreSeconds: kore } };
}
