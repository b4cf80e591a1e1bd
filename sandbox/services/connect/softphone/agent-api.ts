import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { SandboxAccount } from "../../../state/account";
import { memberOf, textOf } from "../../../vendors/shared/read-request";
import type { OpenRequest, WireAnswer } from "../../../wire/service";
import type { User } from "../connect-model";
import { describeAgent, revisionOf } from "./agent-snapshot";
import { softphoneDesks } from "./desk";

/** As the real softphone's: a question for the next snapshot stays open for a while. */
const longestQuestionMs = 3_000;
const lookEveryMs = 40;

/** `GET …/snapshot?after=REVISION`: the agent's snapshot, as soon as it isn't that one anymore. */
export async function answerSnapshot(
  account: SandboxAccount,
  user: User,
  { rawQuery }: OpenRequest,
): Promise<WireAnswer> {
  const after = new URLSearchParams(rawQuery).get("after");
  const desks = softphoneDesks(account);
  const desk = desks.of(user);
  const until = Date.now() + longestQuestionMs;
  for (;;) {
    desks.see(user);
    const agent = describeAgent(account, user, desk);
    const revision = digest(revisionOf(agent));
    if (revision !== after || Date.now() >= until) return json(200, { revision, ...agent });
    // Unreferenced: an open question doesn't keep the sandbox from stopping.
    await wait(lookEveryMs, undefined, { ref: false });
  }
}

/** `POST …/call {method, params}`: one of the methods that Streams asks the softphone for. */
export function answerCall(account: SandboxAccount, user: User, { headers, body }: OpenRequest): WireAnswer {
  // A form of another site can't send JSON, and its scripts would be asked for first (CORS).
  if (!/^application\/json\b/i.test(headers["content-type"]?.[0] ?? ""))
    return json(415, { err: { message: "The body must be JSON." } });
  const request = readJson(body);
  const err = runMethod(account, user, textOf(request, "method") ?? "", memberOf(request, "params"));
  return json(
    200,
    err === undefined ? { data: {} } : { err: { type: "InvalidStateException", message: err } },
  );
}

/** Why it can't be done; undefined when it is. */
function runMethod(account: SandboxAccount, user: User, method: string, params: unknown): string | undefined {
  const desks = softphoneDesks(account);
  const contactId = textOf(params, "contactId") ?? "";
  switch (method) {
    case "putAgentState":
      return desks.setState(user, textOf(memberOf(params, "state"), "name") ?? "")
        ? undefined
        : "There is no such agent state.";
    case "acceptContact":
      return desks.answer(user, contactId, "accepted") ? undefined : "No such call is ringing.";
    case "rejectContact":
      return desks.answer(user, contactId, "rejected") ? undefined : "No such call is ringing.";
    case "destroyConnection":
      return desks.hangUp(user, contactId)
        ? undefined
        : "This call wasn't answered here: the simulated agent ends it.";
    case "clearContact":
    case "completeContact":
      return desks.close(user, contactId) ? undefined : "There is no contact to close.";
    case "sendClientLogs":
    case "sendSoftphoneCallReport":
    case "sendSoftphoneCallMetrics":
    case "notifyContactIssue":
      return undefined;
    default:
      return `The sandbox's softphone doesn't answer ${method}.`;
  }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** A revision is only compared: a digest serves. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

export function json(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify(body),
  };
}
