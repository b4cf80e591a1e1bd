import { fail, type Problem, type Result } from "@/lib/kernel/result";
import type { TimeWindow } from "@/lib/trail/trail-source";
import type { SessionTrace } from "./fetch-sessions";
import type { KoreConversation } from "./kore-conversation";
import { isOtherCaller } from "./phone-numbers";
import type { KoreReader } from "./readers";

/** An attribute can be written by anybody who may edit flows: it must not open another caller's conversation. */
export function isOfContact({ startedAt }: KoreConversation, isProven: boolean, window: TimeWindow): boolean {
  if (isProven || startedAt === undefined) return isProven;
  const atMs = Date.parse(startedAt);
  return atMs >= window.fromMs && atMs <= window.toMs;
}

/** From whichever bot has it; the others' "not found" says nothing. */
export async function fetchFromAny(
  readers: readonly KoreReader[],
  { key }: SessionTrace,
  signal: AbortSignal,
): Promise<Result<KoreConversation>> {
  const answers = await Promise.all(readers.map((reader) => reader.fetchConversation(key, signal)));
  const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
  const found = answers.find((answer) => answer.ok);
  return found ?? fail(problems.find(({ code }) => code !== "kore-not-found") ?? problems[0] ?? unknown);
}

/** Why a conversation couldn't be read that there may be. */
export function whyUnread(answers: readonly Result<KoreConversation>[]): Problem | undefined {
  const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
  return problems.find(({ code }) => code !== "kore-not-found");
}

const unknown = {
  code: "kore-not-found",
  sentence: "No connected Kore bot can have this conversation.",
  wayOut: "Connect the Kore bot of the integration.",
};

/** What may be shown of the conversations that were found: each once, and none that is surely another caller's. */
export function withoutOtherCallers(
  found: readonly KoreConversation[],
  callerNumber: string | undefined,
): { own: KoreConversation[]; hasOthers: boolean } {
  const each = [...new Map(found.map((one) => [one.sessionId, one])).values()];
  const own = each.filter(({ userId }) => !isOtherCaller(callerNumber, userId));
  return { own, hasOthers: own.length < each.length };
}

/** Without the numbers: who may not see them reads this too. */
export const otherCaller: Problem = {
  code: "kore-other-caller",
  sentence: "A Kore session that is linked with this contact has another caller's number, so it isn't shown.",
  wayOut:
    "Check which session is posted for a contact, and that the voice agent is called with the caller's own number.",
};
