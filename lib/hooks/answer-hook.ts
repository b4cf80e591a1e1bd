import { addressOf } from "@/lib/access/auth/address";
import { DatabaseAwayError } from "@/lib/health/watch-database";
import { fail, type Problem, type Result } from "@/lib/kernel/result";
import { unexpectedProblem } from "@/lib/kernel/unexpected-problem";
import { maxProven, mayKeep, mayTellWhy } from "./hook-pace";
import { type Hook, openHook } from "./open-hook";
import { readBody } from "./read-body";

export interface PostedHook {
  body: string;
  headers: Headers;
  nowMs: number;
}

/** What is answered: an object, or null for nothing. */
export type Answered = Result<Record<string, string> | null>;

/** Proves who posts, from the request alone; what it returns then reads the body and keeps what it says. */
export type Prove = (hook: Hook, posted: PostedHook) => Result<() => Promise<Answered>>;

/**
 * One request of a vendor's to `/api/hooks/<integration>/…`: its body bounded, its integration found, its answer JSON. Nobody
 * is signed in. A proven post is kept whatever its address sent before: a vendor shares its addresses with others. Never rejects.
 */
export async function answerHook(request: Request, integrationId: string, prove: Prove): Promise<Response> {
  const answered = await takePosted(request, integrationId, prove);
  const headers = { "cache-control": "no-store" };
  if (!answered.ok) {
    const { problem } = answered;
    return Response.json({ problem }, { status: statuses[problem.code] ?? 500, headers });
  }
  return answered.value === null
    ? new Response(null, { status: 204, headers })
    : Response.json(answered.value, { headers });
}

async function takePosted(request: Request, integrationId: string, prove: Prove): Promise<Answered> {
  try {
    const proven = await provePosted(request, integrationId, prove);
    if (proven.ok) return mayKeep(integrationId.toLowerCase()) ? await proven.value() : fail(tooFast);
    return mayTellWhy(addressOf(request.headers.get("x-forwarded-for"))) ? proven : fail(tooMany);
  } catch (error) {
    return fail(
      error instanceof DatabaseAwayError ? databaseAway : unexpectedProblem(error, "a vendor's post failed"),
    );
  }
}

async function provePosted(
  request: Request,
  integrationId: string,
  prove: Prove,
): Promise<ReturnType<Prove>> {
  const body = await readBody(request);
  if (body === undefined) return fail(tooLarge);
  const hook = await openHook(integrationId);
  return hook ? prove(hook, { body, headers: request.headers, nowMs: Date.now() }) : fail(nowhere);
}

const statuses: Readonly<Record<string, number>> = {
  "hook-token-missing": 401,
  "hook-token-placeholder": 401,
  "hook-token-wrong": 401,
  "hook-signature-wrong": 401,
  "hook-too-old": 401,
  "hook-body-wrong": 400,
  "hook-off": 404,
  "hook-unknown": 404,
  "hook-too-large": 413,
  "hook-too-many": 429,
  "hook-too-fast": 429,
  "database-away": 503,
};

const nowhere: Problem = {
  code: "hook-unknown",
  sentence: "No integration takes requests at this URL. Nothing was stored.",
  wayOut: "Copy the URL again from the integration's guide.",
};
const tooLarge: Problem = {
  code: "hook-too-large",
  sentence: "The request is larger than 64 KB, or didn't end within ten seconds. Nothing was stored.",
  wayOut: "Send only what the integration's guide says.",
};
const tooMany: Problem = {
  code: "hook-too-many",
  sentence:
    "More than 60 requests from this address were refused within a minute, this one too. Nothing was stored.",
  wayOut: "Try again in a minute: the answer then says why.",
};
const tooFast: Problem = {
  code: "hook-too-fast",
  sentence: `This integration posted more than ${maxProven} times within a minute. Nothing was stored.`,
  wayOut:
    "Try again in a minute. If its calls don't explain so many, rotate the token in the integration's guide.",
};
const databaseAway: Problem = {
  code: "database-away",
  isPassing: true,
  sentence: "The database isn't available. Nothing was stored.",
  wayOut: "Try again in a minute.",
};
