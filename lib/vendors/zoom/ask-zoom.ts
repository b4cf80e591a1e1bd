import { setTimeout as delay } from "node:timers/promises";
import type { GuardedAnswer } from "@/lambdas/shared/guarded-request";
import { type PlainObject, parseObject } from "@/lambdas/shared/plain-values";
import { askToChange } from "@/lib/aws/change-gate";
import { fail, type Problem, ProblemError, type Result, succeed } from "@/lib/kernel/result";
import { requestVendor } from "@/lib/net/guard-host";
import { type ZoomAccount, zoomUrls } from "./connection-settings";
import { accountKey, blockUntil, categoryOf, learnCategory, takeTurn } from "./zoom-pace";
import {
  apiProblemOf,
  isTokenRefusal,
  limitedUntil,
  malformed,
  problemOfHost,
  switchedOff,
} from "./zoom-problems";
import { openZoomToken, type ZoomToken } from "./zoom-token";

export interface ZoomRequest {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Behind the version, with ids encoded: "/contact_center/flows". */
  path: string;
  /** What is undefined is left out. */
  query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON. */
  body?: PlainObject;
  /** Instead of a body: the parts of a form. */
  form?: readonly FormPart[];
  /** The largest answer that is read; `usualMaxBytes` when absent. */
  maxBytes?: number;
}

export interface FormPart {
  name: string;
  text: string;
  /** Makes it a file. */
  fileName?: string;
}

export interface ZoomLimits {
  /** For all of it: token, turn, and answer. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface ZoomAnswer {
  /** {} where Zoom answers without a body. */
  value: PlainObject;
  /** The same as Zoom wrote it. */
  text: string;
}

/** A page of engagements has their notes, and one of flows has all versions of each: several times what other APIs return. */
const usualMaxBytes = 8 * 1024 * 1024;
/** What a second-long limit is waited for, as often as time allows: other apps of the account may use up the next one, too. */
const rateLimitWaitMs = 1_100;
const maxWaits = 5;

/**
 * One request to Zoom's API, at the pace that the account allows, within `timeoutMs`. A read whose token was refused is
 * asked once more with a new one; what Zoom didn't even begin (429) is sent again a second later. Problems:
 * those of zoom-token.ts, zoom-scopes-missing, zoom-role-missing, zoom-token-refused, zoom-not-found, zoom-name-taken,
 * zoom-rate-limited, zoom-daily-limit, zoom-down, zoom-refused, zoom-malformed, and the host's of lib/net/guard-host.ts.
 * Throws only when `signal` is aborted, or when a change mustn't be sent any more (lib/aws/change-gate.ts).
 */
export async function requestZoom(
  account: ZoomAccount,
  request: ZoomRequest,
  { timeoutMs, signal }: ZoomLimits,
): Promise<Result<ZoomAnswer>> {
  const untilMs = Date.now() + timeoutMs;
  const token = await inTime(openZoomToken(account), untilMs, signal);
  if (!token.ok) return token;
  const limits = { untilMs, signal };
  const first = await send(account, request, token.value, limits);
  if (!first.ok || !isTokenRefusal(first.value)) return readAnswer(first);
  // A change that Zoom has begun must not be done twice, and a revoked token doesn't say whether it has.
  const renewed = await inTime(openZoomToken(account, token.value), untilMs, signal);
  if (!renewed.ok) return renewed;
  return readAnswer(request.method === "GET" ? await send(account, request, renewed.value, limits) : first);
}

/** The same for whoever has no use of its Problems but to throw them. */
export async function askZoom(
  account: ZoomAccount,
  request: ZoomRequest,
  limits: ZoomLimits,
): Promise<ZoomAnswer> {
  const answer = await requestZoom(account, request, limits);
  if (!answer.ok) throw new ProblemError(answer.problem);
  return answer.value;
}

interface Limits {
  untilMs: number;
  signal: AbortSignal | undefined;
}

async function send(
  account: ZoomAccount,
  request: ZoomRequest,
  token: ZoomToken,
  limits: Limits,
): Promise<Result<GuardedAnswer>> {
  for (let waits = 0; ; waits++) {
    const answer = await sendOnce(account, request, token, limits);
    if (!answer.ok || answer.value.status !== 429) return answer;
    if (apiProblemOf(answer.value).code !== "zoom-rate-limited" || waits === maxWaits) return answer;
    if (Date.now() + rateLimitWaitMs > limits.untilMs) return answer;
    await delay(rateLimitWaitMs, undefined, { signal: limits.signal });
  }
}

async function sendOnce(
  { settings }: ZoomAccount,
  request: ZoomRequest,
  token: ZoomToken,
  { untilMs, signal }: Limits,
): Promise<Result<GuardedAnswer>> {
  const { method, path, query = {}, maxBytes = usualMaxBytes } = request;
  const urls = zoomUrls(settings);
  if (urls === undefined) return fail(switchedOff);
  const key = accountKey(urls.api, settings.accountId);
  const category = categoryOf(method, path);
  const turn = await takeTurn(key, category, { untilMs, signal });
  if (turn === "late") return fail(tooBusy);
  if (turn !== undefined) return fail(turn);
  const url = new URL(`${urls.api}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const content = contentOf(request);
  if (method !== "GET") await askToChange();
  const answer = await requestVendor({
    vendor: "Zoom",
    url: url.href,
    method,
    headers: {
      authorization: `Bearer ${token.text}`,
      accept: "application/json",
      ...(content === undefined ? {} : { "content-type": content.type }),
    },
    ...(content === undefined ? {} : { body: content.text }),
    timeoutMs: Math.max(1, untilMs - Date.now()),
    maxBytes,
    simulated: urls.simulated,
    signal,
  });
  if (answer.ok) {
    const { headers, status } = answer.value;
    learnCategory(method, path, headers["x-ratelimit-category"]);
    const until = status === 429 ? limitedUntil(apiProblemOf(answer.value)) : undefined;
    if (until !== undefined) blockUntil(key, categoryOf(method, path), new Date(until));
  }
  return answer.ok ? answer : fail(problemOfHost(answer.problem));
}

function readAnswer(answer: Result<GuardedAnswer>): Result<ZoomAnswer> {
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  if (status < 200 || status >= 300) return fail(apiProblemOf(answer.value));
  if (text.trim() === "") return succeed({ value: {}, text: "" });
  const value = parseObject(text);
  return value === undefined ? fail(malformed) : succeed({ value, text });
}

/** Between the parts of a form. No part's text has it: see `contentOf`. */
const boundaryStem = "patchbay-form-part";

function contentOf({ body, form }: ZoomRequest): { type: string; text: string } | undefined {
  if (form === undefined)
    return body === undefined ? undefined : { type: "application/json", text: JSON.stringify(body) };
  let boundary = boundaryStem;
  while (form.some(({ text }) => text.includes(boundary))) boundary += "-x";
  const parts = form.map(({ name, text, fileName }) => {
    const file = fileName === undefined ? "" : `; filename="${quoted(fileName)}"`;
    const type = fileName === undefined ? "" : "Content-Type: application/json\r\n";
    return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n${type}\r\n${text}\r\n`;
  });
  return { type: `multipart/form-data; boundary=${boundary}`, text: `${parts.join("")}--${boundary}--\r\n` };
}

/** As browsers write a form's names: nothing in them ends the header. */
function quoted(text: string): string {
  return text.replace(/"/g, "%22").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

/** The token is asked for on behalf of everyone, so one caller's end doesn't stop it: that one just waits no longer. */
async function inTime(
  token: Promise<Result<ZoomToken>>,
  untilMs: number,
  signal: AbortSignal | undefined,
): Promise<Result<ZoomToken>> {
  signal?.throwIfAborted();
  const end = new AbortController();
  const late = delay(Math.max(1, untilMs - Date.now()), fail(slowToken), {
    signal: signal ? AbortSignal.any([signal, end.signal]) : end.signal,
  });
  try {
    return await Promise.race([token, late]);
  } finally {
    end.abort();
    late.catch(() => undefined);
  }
}

const slowToken: Problem = {
  code: "host-slow",
  isPassing: true,
  sentence: "Zoom didn't return an access token in time.",
  wayOut: "Try again. If it keeps failing, check Zoom's status page.",
};
const tooBusy: Problem = {
  code: "zoom-busy",
  isPassing: true,
  sentence: "Patchbay has more requests for this Zoom account than it may send right now. Nothing was sent.",
  wayOut: "Try again in a minute. Patchbay uses at most half of the account's rate.",
};
