import type { IncomingHttpHeaders } from "node:http";
import { parseObject, textOf } from "@/lambdas/shared/plain-values";
import { formatUtc } from "@/lib/kernel/format-utc";
import type { Problem } from "@/lib/kernel/result";
import { isWebPage } from "@/lib/net/is-web-page";

/** With what Zoom's answer tells besides: screens and findings read it, never the sentence. */
export interface ZoomProblem extends Problem {
  /** The scopes that the app lacks, as Zoom names them. */
  scopes?: readonly string[];
  /** When a daily limit ends, ISO 8601. */
  until?: string;
}

export interface ZoomErrorAnswer {
  status: number;
  text: string;
  headers: IncomingHttpHeaders;
}

/** The scopes that a request was refused for; none for any other problem. */
export function missingScopesOf(problem: Problem): readonly string[] {
  return (problem as ZoomProblem).scopes ?? [];
}

/** When the daily limit ends that a request was refused for. */
export function limitedUntil(problem: Problem): string | undefined {
  return (problem as ZoomProblem).until;
}

/** Nobody enters Zoom's host, so there is nothing to check about it. */
export function problemOfHost(problem: Problem): Problem {
  if (problem.code !== "host-unreachable") return problem;
  const wayOut =
    "Try again. If it keeps failing, check Zoom's status page, and that this network allows connections to Zoom.";
  return { ...problem, wayOut };
}

interface ZoomError {
  code: number | undefined;
  message: string;
}

/** Zoom's token endpoint and its API name the same things differently. */
function parseZoomError(text: string): ZoomError {
  const value = parseObject(text) ?? {};
  const code = Number(value.code ?? value.errorCode ?? value.error_code);
  const message = [value.reason, value.message, value.errorMessage, value.error].map(textOf).find(Boolean);
  return { code: Number.isFinite(code) ? code : undefined, message: message ?? "" };
}

/** "Invalid access token, does not contain scopes:[a, b]" names them. */
export function parseMissingScopes(message: string): string[] {
  const list = /does not contain scopes:?\s*\[([^\]]{0,2000})\]/i.exec(message)?.[1] ?? "";
  const names = list.split(/[\s,]+/).filter((name) => /^[a-z][\w:]{2,120}$/.test(name));
  return [...new Set(names)];
}

/** Why Zoom gave no token. */
export function tokenProblemOf({ status, text, headers }: ZoomErrorAnswer): ZoomProblem {
  if (isWebPage({ status, text })) return malformed;
  const { code, message } = parseZoomError(text);
  if (status === 429) return rateProblemOf(headers, message);
  if (status >= 500) return down(status);
  const known = code === undefined ? undefined : ofTokenCode[code];
  if (known !== undefined) return known;
  // Older answers have words alone.
  if (/app has been (disabled|deactivated)|not activated/i.test(message)) return deactivated;
  if (/invalid[_ ]client/i.test(message)) return clientWrong;
  if (/unsupported[_ ]grant|grant type is not supported/i.test(message)) return grantWrong;
  // Zoom says no more than "Bad Request" of an account that isn't the app's.
  if (status === 400 || status === 401) return accountWrong(status);
  return refused(status, code);
}

/** Why Zoom's API didn't do what was asked. */
export function apiProblemOf(answer: ZoomErrorAnswer): ZoomProblem {
  const { status, text, headers } = answer;
  if (isWebPage(answer)) return malformed;
  const { code, message } = parseZoomError(text);
  const scopes = parseMissingScopes(message);
  if (status === 429) return rateProblemOf(headers, message);
  if (code === 4711 || scopes.length > 0) return scopesMissing(scopes);
  if (isTokenRefusal(answer)) return tokenRefused;
  if (status === 401 || status === 403) return roleMissing(status);
  // Before its words are read: what is out of order says nothing of what there is.
  if (status >= 500) return down(status);
  if (status === 404 || code === 3201 || (status === 400 && absent.test(message))) return notFound;
  if (status === 409 || code === 3202 || code === 3416 || /already exists/i.test(message)) return nameTaken;
  return refused(status, code);
}

/** The token is no longer, or never was, one of Zoom's: another one may do. */
export function isTokenRefusal({ status, text }: Pick<ZoomErrorAnswer, "status" | "text">): boolean {
  const { code, message } = parseZoomError(text);
  return status === 401 && (code === 124 || (code === undefined && /access token/i.test(message)));
}

const absent = /does(?:n't| not) exist|not found/i;
const daily = /daily/i;
const dayMs = 24 * 3_600_000;

function rateProblemOf(headers: IncomingHttpHeaders, message: string): ZoomProblem {
  const type = textOf(headers["x-ratelimit-type"]);
  if (!daily.test(type || message)) return rateLimited;
  const said = textOf(headers["retry-after"]).trim();
  // Zoom writes a time; HTTP allows seconds, which no reader of times may take for a year.
  const at = /^\d+$/.test(said) ? Date.now() + Number(said) * 1_000 : Date.parse(said);
  // A daily limit ends within a day, whatever is said.
  return dailyLimit(Number.isNaN(at) ? undefined : new Date(Math.min(at, Date.now() + dayMs)));
}

/** Of a daily limit that ends then; of an unknown end when absent. */
export function dailyLimit(until: Date | undefined): ZoomProblem {
  const end = until === undefined ? "" : ` It ends ${formatUtc(until)}.`;
  return {
    code: "zoom-daily-limit",
    isPassing: true,
    sentence: `The Zoom account's daily limit for this kind of request is used up (429). All apps of the account share it.${end}`,
    wayOut: "Wait until the limit ends, or ask which other app of the account sends that many requests.",
    ...(until === undefined ? {} : { until: until.toISOString() }),
  };
}

const scopesScreen = "In the Zoom App Marketplace, open the app under Manage > Scopes";

function scopesMissing(scopes: readonly string[]): ZoomProblem {
  return {
    code: "zoom-scopes-missing",
    sentence:
      scopes.length === 0
        ? "The Zoom app lacks a scope for this request (4711), and Zoom doesn't say which."
        : `The Zoom app lacks ${scopes.length === 1 ? "a scope" : "scopes"} for this request: ${scopes.join(", ")}.`,
    wayOut: `${scopesScreen}, add ${scopes.length === 0 ? "the scopes that the connection's page lists" : "what is missing"}, and activate the app again. If the scope isn't offered, the person who created the app lacks the Contact Center Admin role.`,
    ...(scopes.length === 0 ? {} : { scopes }),
  };
}

function roleMissing(status: number): ZoomProblem {
  return {
    code: "zoom-role-missing",
    sentence: `Zoom accepts the app, but not for Contact Center (${status}).`,
    wayOut:
      "The app acts as the person who created it. In Zoom, give that person the Contact Center Admin role, and check that the account has a Contact Center license.",
  };
}

function accountWrong(status: number): ZoomProblem {
  return {
    code: "zoom-account-wrong",
    sentence: `Zoom didn't return a token for this account ID (${status}).`,
    wayOut:
      "Copy the account ID from the app's credentials again. It belongs to the account in which the app was created.",
  };
}

function down(status: number): ZoomProblem {
  return {
    code: "zoom-down",
    isPassing: true,
    sentence: `Zoom returned an internal error (${status}).`,
    wayOut: "Try again in a few minutes. If this continues, check Zoom's status page.",
  };
}

/** Zoom's number of the error, for its support. Not its message, which may quote what was asked. */
function refused(status: number, code: number | undefined): ZoomProblem {
  return {
    code: "zoom-refused",
    sentence: `Zoom rejected the request (${status}${code === undefined ? "" : `, code ${code}`}).`,
    wayOut: "Check the Zoom connection. It shows what Zoom doesn't accept.",
  };
}

const clientWrong: ZoomProblem = {
  code: "zoom-client-wrong",
  sentence: "Zoom rejected the client ID and secret.",
  wayOut:
    "Copy both again from the app's credentials in the Zoom App Marketplace, and save the Zoom connection.",
};
const grantWrong: ZoomProblem = {
  code: "zoom-grant-wrong",
  sentence: "Zoom doesn't give this app a token for the account (4705).",
  wayOut:
    "These credentials are of another kind of app. In the Zoom App Marketplace, create a Server-to-Server OAuth app, and use its credentials.",
};
const parameterMissing: ZoomProblem = {
  code: "zoom-parameter-missing",
  sentence: "Zoom says that a part of the request for a token is missing (4706).",
  wayOut: "Enter the account ID, the client ID, and the client secret again.",
};
const deactivated: ZoomProblem = {
  code: "zoom-app-deactivated",
  sentence: "The Zoom app isn't activated.",
  wayOut: "In the Zoom App Marketplace, open the app, and select Activate your app.",
};
const ofTokenCode: Record<number, ZoomProblem> = {
  4702: clientWrong,
  4704: clientWrong,
  4705: grantWrong,
  4706: parameterMissing,
  4717: deactivated,
};

const tokenRefused: ZoomProblem = {
  code: "zoom-token-refused",
  sentence: "Zoom rejected its own access token (124).",
  wayOut: "Check in the Zoom App Marketplace that the app is still activated, and test the connection again.",
};
const notFound: ZoomProblem = {
  code: "zoom-not-found",
  sentence: "Zoom says that this doesn't exist.",
  wayOut: "Check that the connection belongs to the account that has it.",
};
const nameTaken: ZoomProblem = {
  code: "zoom-name-taken",
  sentence: "Zoom already has something with this name. Nothing was created.",
  wayOut: "Choose another name, or plan again to see what has it.",
};
const rateLimited: ZoomProblem = {
  code: "zoom-rate-limited",
  isPassing: true,
  sentence: "Zoom is rate limiting requests (429).",
  wayOut: "Try again in a minute. All apps of the Zoom account share the limit.",
};
export const malformed: ZoomProblem = {
  code: "zoom-malformed",
  sentence: "The response isn't from Zoom's API.",
  wayOut: "Check whether a proxy between Patchbay and Zoom is responding in its place.",
};
export const switchedOff: ZoomProblem = {
  code: "zoom-switched-off",
  sentence: "This connection uses the simulated Zoom, which is turned off.",
  wayOut: "Start Patchbay with its sandbox, or connect a real Zoom account.",
};
