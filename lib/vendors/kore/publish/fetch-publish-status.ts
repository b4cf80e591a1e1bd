import { isPlainObject } from "@/lib/kernel/plain-json";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { vendorTime } from "@/lib/kernel/vendor-time";
import type { SeenPublication } from "../../guide-publication";
import { malformed } from "../answer-problems";
import { type AskingFor, type KoreBot, requestKore } from "../ask-kore";
import { koreScopes } from "../scopes";

/**
 * The last publication that was asked for by API, whoever asked. 404 is taken for none: the token and the scope were accepted.
 * Problems: those of requestKore but kore-not-found.
 */
export async function fetchPublishStatus(
  admin: KoreBot,
  asking: AskingFor,
): Promise<Result<SeenPublication>> {
  const answer = await requestKore(
    admin,
    { method: "GET", path: "/api/public/bot/{botId}/publish/status", scope: koreScopes.publishStatus },
    asking,
  );
  if (!answer.ok)
    return answer.problem.code === "kore-not-found" ? succeed({ state: "none", parts: [] }) : answer;
  const seen = parsePublishStatus(answer.value);
  return seen ? succeed(seen) : fail(malformed(admin.settings.host));
}

const maxParts = 30;
const states = { successful: "published", failed: "failed", inprogress: "in-progress" } as const;

/**
 * Pure. Of each part only its kind ("NL", "CHANNELS") and its state are kept: names are the tenant's. An unknown word is
 * unknown, never a success. undefined for what isn't a publication's state at all.
 */
export function parsePublishStatus(answer: unknown): SeenPublication | undefined {
  if (!isPlainObject(answer) || typeof answer.status !== "string") return undefined;
  const { _id, requestedTime, lastModifiedOn, statusSummary } = answer;
  const word = answer.status.toLowerCase().replaceAll(/[^a-z]/g, "");
  const parts = (Array.isArray(statusSummary) ? statusSummary : [])
    .filter(isPlainObject)
    .slice(0, maxParts)
    .map(({ resourceType, status }) => ({ kind: shortWord(resourceType), state: shortWord(status) }));
  const known = Object.hasOwn(states, word) ? states[word as keyof typeof states] : "unknown";
  const isAwaiting = isApprovalWord(word) || parts.some(({ state }) => isApprovalWord(state));
  const requestedAt = vendorTime(requestedTime);
  const changedAt = vendorTime(lastModifiedOn);
  return {
    state: isAwaiting && known !== "published" && known !== "failed" ? "awaiting-approval" : known,
    ...(typeof _id === "string" ? { id: _id.slice(0, 100) } : {}),
    ...(requestedAt === undefined ? {} : { requestedAt }),
    ...(changedAt === undefined ? {} : { changedAt }),
    parts,
  };
}

/** Pure. "awaitingApproval", as the answer to a publish has it. */
export function isApprovalWord(word: unknown): boolean {
  return typeof word === "string" && /^await\w*approval$/i.test(word.replaceAll(/[\s_-]/g, ""));
}

/** A word of Kore's vocabulary, and no free text. */
function shortWord(value: unknown): string {
  return typeof value === "string" && /^[\w -]{1,40}$/.test(value) ? value : "?";
}
