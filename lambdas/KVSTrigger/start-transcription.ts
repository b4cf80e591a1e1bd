import type { InvocationContext } from "../shared/context";
import { deadlineOf } from "../shared/deadline";
import { RequestError } from "../shared/host-guard";
import { Connection, type Post, untilLooked } from "../shared/http/connection";
import { type KoreContactEvent, readKoreContactEvent } from "../shared/kore/contact-event";
import { errorKind, logLine } from "../shared/log-line";
import { assumeReaderRole } from "./assume-reader-role";
import { awsFaultOf } from "./aws-fault";
import { readTriggerSettings } from "./settings";
import { isComplete, prepareTranscription } from "./transcription-request";

export type LambdaResult =
  | "CredentialsRefused"
  | "NoStream"
  | "Success"
  | "TranscriberRefused"
  | "TranscriberTimeout";

/** In the flow, `$.External.lambdaResult`: text only, so that a block can validate STRING_MAP or JSON. */
export interface TriggerResponse {
  lambdaResult: LambdaResult;
  /** The transcriber's HTTP status; "" when it didn't answer or wasn't asked. */
  transcriberStatus: string;
}

/** What came of it, and what the log says besides. */
interface Outcome {
  result: LambdaResult;
  transcriberStatus?: number;
  /** A word of ours. */
  reason?: string;
  /** AWS's name of an error. */
  awsError?: string;
  assumeMs?: number;
  transcriberMs?: number;
}

/** The most that Amazon Connect allows a block. */
const blockLimitMs = 8000;
const assumeLimitMs = 1500;
const transcriberLimitMs = 4500;

/**
 * Has Kore transcribe a contact whose audio Amazon Connect is streaming: gets credentials for exactly its stream, and posts
 * them with the call's IDs to Kore's transcriber. Never throws: `lambdaResult` says how it went, and one line of the log says
 * it with the times. Kore is asked once a conversation: a contact whose attribute agentAiStatus is Success, which a transfer
 * copies to the next agent's, has its request. A second one might have the call heard twice.
 */
export async function startTranscription(
  event: unknown,
  context: InvocationContext,
): Promise<TriggerResponse> {
  const startedAt = Date.now();
  let contactId: string | undefined;
  let outcome: Outcome;
  try {
    const read = readKoreContactEvent(event);
    contactId = read.contactId;
    outcome = await start(read, deadlineOf(context, blockLimitMs, startedAt));
  } catch (error) {
    outcome = { result: "TranscriberRefused", reason: "internal", awsError: errorKind(error) };
  }
  const { result, transcriberStatus: status, ...more } = outcome;
  const transcriberStatus = status === undefined ? "" : String(status);
  const isStarted = result === "Success";
  logLine(isStarted ? "info" : "error", isStarted ? "Transcription started" : "Transcription not started", {
    code: "agentai.transcription",
    ...(contactId ? { contactId } : {}),
    requestId: context.awsRequestId,
    result,
    transcriberStatus,
    assumeMs: 0,
    transcriberMs: 0,
    ...more,
    totalMs: Date.now() - startedAt,
  });
  return { lambdaResult: result, transcriberStatus };
}

async function start(event: KoreContactEvent, deadline: number): Promise<Outcome> {
  const { contactId, stream, parameter, attribute } = event;
  if (!contactId) return { result: "NoStream", reason: "contact-id-invalid" };
  if (attribute("agentAiStatus") === "Success") return { result: "Success", reason: "already-started" };
  if (!stream) return { result: "NoStream", reason: "stream-absent" };
  const configured = readTriggerSettings();
  if (!configured.ok) return { result: "TranscriberRefused", reason: configured.reason };
  if (!isComplete(parameter)) return { result: "TranscriberRefused", reason: "parameters-incomplete" };
  const { readerRoleArn, streamKeyArn, app, transcriberUrl, inwardAllowed } = configured.settings;
  const askedAt = Date.now();
  const connection = new Connection({ url: transcriberUrl, inwardAllowed });
  try {
    const assuming = assumeReaderRole(
      { roleArn: readerRoleArn, contactId, streamArn: stream.streamArn, keyArn: streamKeyArn },
      Math.min(askedAt + assumeLimitMs, deadline),
    );
    // While STS answers, everything is done that doesn't need the credentials: not before the request to STS has left.
    await untilLooked();
    const formatBody = prepareTranscription({ stream, contactId, parameter, app, nowMs: askedAt });
    const assumed = await assuming;
    const postedAt = Date.now();
    const assumeMs = postedAt - askedAt;
    if (!assumed.ok) {
      const { reason, awsError } = assumed;
      return { result: "CredentialsRefused", reason, awsError, assumeMs };
    }
    const body = formatBody(assumed.credentials);
    // One that has failed before anything was sent may be replaced.
    const usable = (await connection.isUsable())
      ? connection
      : new Connection({ url: transcriberUrl, inwardAllowed });
    const timeoutMs = Math.max(1, Math.min(transcriberLimitMs, deadline - postedAt));
    const outcome = await post(usable, { url: transcriberUrl, body, timeoutMs });
    return { ...outcome, assumeMs, transcriberMs: Date.now() - postedAt };
  } finally {
    connection.close();
  }
}

/** Once: a second request would have the call transcribed twice. */
async function post(
  connection: Connection,
  request: Pick<Post, "body" | "timeoutMs" | "url">,
): Promise<Outcome> {
  const headers = { "content-type": "application/json", accept: "application/json" };
  try {
    const { status, text } = await connection.post({ ...request, headers, keepAlive: false });
    if (status >= 200 && status < 300) return { result: "Success", transcriberStatus: status };
    const fault = status >= 400 ? awsFaultOf(text) : undefined;
    if (fault) return { result: "CredentialsRefused", transcriberStatus: status, ...fault };
    return { result: "TranscriberRefused", transcriberStatus: status };
  } catch (error) {
    const fault = error instanceof RequestError ? error.fault : "unreachable";
    if (fault === "timeout") return { result: "TranscriberTimeout" };
    return { result: "TranscriberRefused", reason: fault === "inward" ? "host-inward" : fault };
  }
}
