import { objectOf, parseObject, textOf } from "@/lambdas/shared/plain-values";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { requestVendor } from "@/lib/net/guard-host";
import { isWebPage } from "@/lib/net/is-web-page";
import { type AsappSettings, asappBaseUrl } from "./connection-settings";

export interface AsappAccount {
  settings: AsappSettings;
  apiSecret: string;
}

/** What a flow may wait for the functions, too: an ASAPP that is slower is of no use to a call. */
const asappTimeoutMs = 8_000;

/**
 * Reads from ASAPP's API: "/v1/health". One attempt, within `timeoutMs`. Problems: asapp-credentials-wrong,
 * asapp-forbidden, asapp-not-found, asapp-rate-limited, asapp-down, asapp-refused, asapp-malformed, asapp-switched-off,
 * and the host's of lib/net/guard-host.ts. Throws only when `signal` is aborted.
 */
export async function askAsapp(
  { settings, apiSecret }: AsappAccount,
  path: string,
  { timeoutMs = asappTimeoutMs, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<Result<Record<string, unknown>>> {
  const baseUrl = asappBaseUrl(settings);
  if (baseUrl === undefined) return fail(switchedOff);
  const answer = await requestVendor({
    vendor: "ASAPP",
    url: `${baseUrl}${path}`,
    method: "GET",
    headers: {
      "asapp-api-id": settings.apiId,
      "asapp-api-secret": apiSecret,
      accept: "application/json",
    },
    timeoutMs,
    simulated: settings.simulated === true,
    signal,
  });
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  if (isWebPage(answer.value)) return fail(malformed(settings.host));
  const value = parseObject(text);
  if (status >= 200 && status < 300) return value ? succeed(value) : fail(malformed(settings.host));
  return fail({ ...problemOfStatus(status), ...theirWords(value) });
}

/** ASAPP's number of the error and of the request, for its support. Not its message, which may quote what was asked. */
function theirWords(value: Record<string, unknown> | undefined): Pick<Problem, "theirWords"> {
  const error = objectOf(value?.error);
  const words = [textOf(error?.code), textOf(error?.requestId)].filter((word) =>
    /^[\w.:-]{1,80}$/.test(word),
  );
  return words.length > 0 ? { theirWords: words.join(", request ") } : {};
}

function problemOfStatus(status: number): Problem {
  if (status >= 500) {
    return {
      code: "asapp-down",
      isPassing: true,
      sentence: `ASAPP returned an internal error (${status}).`,
      wayOut: "Try again in a few minutes. If this continues, contact ASAPP.",
    };
  }
  const { sentence, ...known } = ofStatus[status] ?? {
    code: "asapp-refused",
    sentence: "ASAPP rejected the request",
    wayOut: "Check that the host is the one that ASAPP gave you.",
  };
  return { ...known, sentence: `${sentence} (${status}).` };
}

const ofStatus: Record<number, Problem> = {
  401: {
    code: "asapp-credentials-wrong",
    sentence: "ASAPP rejected the API ID and secret",
    wayOut:
      "Copy both again from ASAPP's developer portal, and check that they belong to this host. Sandbox and production have different ones.",
  },
  403: {
    code: "asapp-forbidden",
    sentence: "The ASAPP API key isn't allowed to do this",
    wayOut: "Ask your ASAPP team to enable the GenerativeAgent API for this key.",
  },
  404: {
    code: "asapp-not-found",
    sentence: "ASAPP didn't find the resource",
    wayOut: "Check that the host is the one that ASAPP gave you.",
  },
  429: {
    code: "asapp-rate-limited",
    isPassing: true,
    sentence: "ASAPP is rate limiting requests",
    wayOut:
      "Try again in a minute. If ASAPP still refuses then, the account's daily limit is used up: retrying doesn't help before 00:00 UTC. Ask ASAPP for a higher limit.",
  },
};

function malformed(host: string): Problem {
  return {
    code: "asapp-malformed",
    sentence: `The response from ${host} isn't from ASAPP's API.`,
    wayOut: "Check that the host is the one that ASAPP gave you. A proxy might be responding in its place.",
  };
}

const switchedOff: Problem = {
  code: "asapp-switched-off",
  sentence: "This connection uses the simulated ASAPP, which is turned off.",
  wayOut: "Start Patchbay with its sandbox, or connect a real ASAPP account.",
};
