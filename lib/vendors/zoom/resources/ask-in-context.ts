import type { PlainObject } from "@/lambdas/shared/plain-values";
import type { ResourceContext } from "@/lib/engine/resource";
import { type Problem, ProblemError, type Result } from "@/lib/kernel/result";
import { lookUntil } from "@/lib/kernel/wait-until";
import { lostAnswerCodes } from "@/lib/net/guard-host";
import { requestZoom, type ZoomAnswer, type ZoomRequest } from "../ask-zoom";
import { requireZoomAccount, type ZoomAccount } from "../connection-settings";
import { listZoom, type ZoomList } from "../list-zoom";

/** What resource types need of a deployment's context: never the AWS account. */
export type ZoomContext = Pick<ResourceContext, "connections" | "owner" | "record" | "signal">;

const requestTimeoutMs = 20_000;
const listTimeoutMs = 60_000;
/** How long we look for what a change did whose answer was lost. */
export const lostAnswerSeconds = 8;

async function openZoom({ connections }: ZoomContext): Promise<ZoomAccount> {
  return requireZoomAccount(await connections.open("zoom"));
}

/** undefined for what doesn't exist. Throws the Problem of everything else. */
export async function findInContext(
  context: ZoomContext,
  request: ZoomRequest,
): Promise<ZoomAnswer | undefined> {
  const answer = await tryInContext(context, request);
  return !answer.ok && answer.problem.code === "zoom-not-found" ? undefined : answered(answer);
}

/** All of a list. Throws when it is too long to be read: what isn't among the first rows may exist all the same. */
export async function listInContext(context: ZoomContext, list: ZoomList): Promise<PlainObject[]> {
  const { signal } = context;
  const { rows, isWhole } = answered(
    await listZoom(await openZoom(context), list, { timeoutMs: listTimeoutMs, signal }),
  );
  if (!isWhole) throw new ProblemError(listTooLong);
  return rows;
}

/**
 * Sends a change once. When its answer was lost, `look` says what it did: undefined as long as nothing shows. It is never
 * sent a second time.
 */
export async function changeInContext<Value>(
  context: ZoomContext,
  request: ZoomRequest,
  look: () => Promise<Value | undefined>,
): Promise<ZoomAnswer | Value> {
  const answer = await tryInContext(context, request);
  if (answer.ok) return answer.value;
  if (!mayHaveBeenDone.has(answer.problem.code)) throw new ProblemError(answer.problem);
  const wait = { timeoutSeconds: lostAnswerSeconds, signal: context.signal };
  const found = await lookUntil(wait, look, (value) => value !== undefined);
  if (found === undefined) throw new ProblemError(answer.problem);
  return found;
}

/** Deletes once. What doesn't exist is deleted. */
export async function removeInContext(
  context: ZoomContext,
  request: ZoomRequest,
  isGone: () => Promise<boolean>,
): Promise<void> {
  try {
    await changeInContext(context, request, async () => ((await isGone()) ? true : undefined));
  } catch (error) {
    if (!(error instanceof ProblemError && error.problem.code === "zoom-not-found")) throw error;
  }
}

async function tryInContext(context: ZoomContext, request: ZoomRequest): Promise<Result<ZoomAnswer>> {
  const account = await openZoom(context);
  if (request.method !== "GET" && account.settings.flowAccess !== "change") throw new ProblemError(readOnly);
  return requestZoom(account, request, { timeoutMs: requestTimeoutMs, signal: context.signal });
}

/** Why nothing may be created with this connection: a plan that wants it can't be approved. */
export async function refusalInContext(context: ZoomContext): Promise<Problem | undefined> {
  return (await openZoom(context)).settings.flowAccess === "change" ? undefined : readOnly;
}

function answered<Value>(answer: Result<Value>): Value {
  if (answer.ok) return answer.value;
  throw new ProblemError(answer.problem);
}

/** No answer, one that isn't Zoom's, or "already there" of an earlier try. */
const mayHaveBeenDone = new Set<string>([
  ...lostAnswerCodes,
  "zoom-down",
  "zoom-malformed",
  "zoom-name-taken",
]);

const readOnly: Problem = {
  code: "zoom-read-only",
  sentence: "The Zoom connection is read only. Nothing was changed in Zoom.",
  wayOut: 'Choose "Change the flow in Zoom" in the Zoom connection, or leave this out of the settings.',
};
export const listTooLong: Problem = {
  code: "zoom-list-too-long",
  sentence: "The Zoom account has more of these than can be read in one go. Nothing was changed in Zoom.",
  wayOut: "Delete what isn't used anymore in Zoom, and plan again.",
};
