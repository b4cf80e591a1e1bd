import { parseJson } from "@/lib/kernel/plain-json";
import type { Problem } from "@/lib/kernel/result";
import { adminScopesScreen, type KoreScope, scopesScreen } from "./scopes";

/**
 * What an answer of Kore's public API that isn't a success says. Kore's own words are looked through for what its app
 * demands, and never handed on: they may repeat what was asked.
 */
export function problemOfAnswer(
  { status, text }: { status: number; text: string },
  scope: KoreScope,
): Problem {
  const refusal = [400, 401, 403].includes(status) ? strictnessIn(text) : undefined;
  if (refusal) return withStatus(refusal, status);
  if (status >= 500) return withStatus(down, status);
  if (status === 429 && /\bhour/i.test(messagesIn(text).join(" ")))
    return withStatus(limitedForAnHour, status);
  if (status === 403) return withStatus(lacking(scope), status);
  if (status === 401 && scope.isAdmin) return withStatus(adminRefused, status);
  return withStatus(ofStatus[status] ?? refused, status);
}

/** Of a success whose body isn't what was asked for; undefined when it is. */
export function problemOfBody(text: string, value: unknown, host: string): Problem | undefined {
  if (isEncrypted(text, value)) return withStatus(encrypted, 200);
  return typeof value === "object" && value !== null ? undefined : malformed(host);
}

export function malformed(host: string): Problem {
  return {
    code: "kore-malformed",
    sentence: `The response from ${host} isn't from Kore's API.`,
    wayOut: "Check that the host in the Kore connection is the one where you sign in to Kore.",
  };
}

/** More than this, and Kore takes a token for expired, or for one that was made in the future. */
const maxClockOffMs = 120_000;

/** Pure. A right secret is refused as well while the clocks differ: a signed request is good for five minutes. */
export function blameClock(problem: Problem, aheadMs: number | undefined): Problem {
  if (problem.code !== "kore-credentials-wrong" || aheadMs === undefined) return problem;
  if (Math.abs(aheadMs) <= maxClockOffMs) return problem;
  const way = aheadMs > 0 ? "ahead of" : "behind";
  return {
    code: "kore-clock-off",
    sentence: `Kore rejected the signed request (401), and this server's clock is ${Math.round(Math.abs(aheadMs) / 60_000)} minutes ${way} Kore's. Whether the client ID and secret are right isn't known.`,
    wayOut: "Synchronize this server's clock with a time server, then test the Kore connection again.",
  };
}

/** In place of a refusal: it says nothing of credentials or scopes, and not even that the bot is there. */
export function webPage(host: string, status: number): Problem {
  return {
    code: "kore-malformed",
    sentence: `${host} returned a web page in place of a response from Kore's API (${status}).`,
    wayOut:
      "Check that the host in the Kore connection is the one where you sign in to Kore, and whether a proxy is responding in its place.",
  };
}

function withStatus(problem: Problem, status: number): Problem {
  return { ...problem, sentence: `${problem.sentence} (${status}).` };
}

/** What a JWT app can demand besides a signature by its secret. Our tokens are HS256, without `jti`, and not encrypted. */
function strictnessIn(text: string): Problem | undefined {
  // Only the message: the rest of an answer isn't about the token.
  const words = messagesIn(text).join(" ").slice(0, 2_000);
  return strictness.find(({ says }) => says.test(words))?.problem;
}

const wherever = "In Kore, open App Settings › Dev Tools › Web/Mobile SDK, and turn it off for this app, or";
const elsewhere = "create an app without it for Patchbay.";

const encrypted: Problem = {
  code: "kore-app-encrypts",
  sentence: "The Kore app encrypts requests and responses, which Patchbay can't read",
  wayOut: `${wherever} ${elsewhere}`,
};
const strictness: readonly { says: RegExp; problem: Problem }[] = [
  {
    says: /\bjti\b/i,
    problem: {
      code: "kore-app-wants-jti",
      sentence: "The Kore app requires a JTI claim, which isn't in Patchbay's tokens",
      wayOut: `${wherever} ${elsewhere}`,
    },
  },
  {
    says: /\bjwe\b|token (?:must be|is not|isn't) encrypted/i,
    problem: {
      code: "kore-app-wants-jwe",
      sentence: "The Kore app requires encrypted tokens (JWE), and Patchbay's are only signed",
      wayOut: `${wherever} ${elsewhere}`,
    },
  },
  {
    says: /payload.{0,40}encrypt|encrypt.{0,40}payload/i,
    problem: encrypted,
  },
  {
    says: /\balg(?:orithm)?\b/i,
    problem: {
      code: "kore-app-algorithm",
      sentence: "The Kore app accepts another signing algorithm than HS256",
      wayOut:
        "In Kore, open App Settings › Dev Tools › Web/Mobile SDK, and select HS256 for this app, or create one with HS256 for Patchbay.",
    },
  },
];

/** Kore answers `{errors: [{msg, code}]}`; other spellings were seen in its documentation. */
function messagesIn(text: string): string[] {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null) return [];
  const errors: unknown = Reflect.get(value, "errors");
  return [value, ...(Array.isArray(errors) ? errors.slice(0, 5) : [])].flatMap((each: unknown) =>
    typeof each === "object" && each !== null
      ? ["msg", "message", "error", "error_description"]
          .map((name): unknown => Reflect.get(each, name))
          .filter((words): words is string => typeof words === "string")
      : [],
  );
}

/** A JWE in compact form, or an object with an encrypted payload and the key that it was encrypted with. */
function isEncrypted(text: string, value: unknown): boolean {
  if (typeof value !== "object") return /^"?[\w-]{10,}(?:\.[\w-]*){4}"?$/.test(text.trim().slice(0, 100_000));
  return (
    value !== null &&
    Object.keys(value).some((name) => /^encrypted_?(?:payload|data|response|key)/i.test(name))
  );
}

const down: Problem = {
  code: "kore-down",
  sentence: "Kore returned an internal error",
  wayOut: "Try again in a few minutes. If this continues, contact Kore.",
  isPassing: true,
};
const refused: Problem = {
  code: "kore-refused",
  sentence: "Kore rejected the request",
  wayOut: "Check the Kore connection. It shows what Kore doesn't accept.",
};

/** Kore blocks everything then, although a minute's limit would allow it. */
const limitedForAnHour: Problem = {
  code: "kore-rate-limited",
  sentence: "Kore has blocked all requests for this bot: its hourly limit is used up",
  wayOut: "Try again in an hour. A bot allows 1,800 requests per hour, from all apps together.",
  isPassing: true,
};

function lacking({ name, allows, isAdmin }: KoreScope): Problem {
  if (isAdmin)
    return {
      code: "kore-forbidden",
      sentence: `The Admin Console app isn't allowed to ${allows}`,
      wayOut: `In Kore's Admin Console, open ${adminScopesScreen}, and add the scope ${name} to the app.`,
    };
  return {
    code: "kore-forbidden",
    sentence: `The Kore app isn't allowed to ${allows}`,
    wayOut: `In Kore, open ${scopesScreen}, add the scope ${name} to the app, and publish the bot.`,
  };
}

const adminRefused: Problem = {
  code: "kore-credentials-wrong",
  sentence: "Kore rejected the client ID and secret of the Admin Console app",
  wayOut: `Copy both again from ${adminScopesScreen} in Kore's Admin Console, and save the Kore connection.`,
};

/** For the connection's own check, which tells a wrong secret from a scope that is missing: Kore may answer 401 for either. */
export const copyAgain = "Copy both again from the bot's app settings in Kore, and save the Kore connection.";

const ofStatus: Record<number, Problem> = {
  400: {
    code: "kore-bad-request",
    sentence: "Kore didn't accept what was asked",
    wayOut: "Check that the connection's bot ID is the bot's.",
  },
  401: {
    code: "kore-credentials-wrong",
    sentence: "Kore rejected the client ID and secret",
    wayOut: `Test the Kore connection. If its check accepts them, the app lacks a scope, and the check names it. Otherwise: ${copyAgain}`,
  },
  404: {
    code: "kore-not-found",
    sentence: "Kore doesn't have what was asked for",
    wayOut: "Check that the connection's bot ID is the bot's.",
  },
  409: {
    code: "kore-conflict",
    isPassing: true,
    sentence: "Kore is busy with another request for this bot",
    wayOut: "Wait until that one has ended, then try again.",
  },
  429: {
    code: "kore-rate-limited",
    sentence: "Kore is rate limiting requests",
    wayOut: "Try again in a minute. A bot allows 60 requests per minute.",
    isPassing: true,
  },
};
