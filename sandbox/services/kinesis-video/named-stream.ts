import type { SandboxAccount } from "../../state/account";
import { type RequestContext, ServiceError } from "../../wire/service";
import { findStream, type Stream } from "./stream-store";

export interface StreamName {
  StreamName?: string | undefined;
  StreamARN?: string | undefined;
}

/** Each operation on a stream takes its name or its ARN. */
export function namedStream(account: SandboxAccount, { StreamName, StreamARN }: StreamName): Stream {
  const given = StreamARN ?? StreamName;
  if (given === undefined)
    throw new ServiceError("InvalidArgumentException", "Either StreamName or StreamARN should be specified.");
  if (
    StreamARN !== undefined &&
    !/^arn:aws:kinesisvideo:[a-z0-9-]+:\d{12}:stream\/[\w.-]+\/\d+$/.test(StreamARN)
  )
    throw new ServiceError("InvalidArgumentException", "StreamARN has an invalid form.");
  if (StreamName !== undefined && !/^[\w.-]{1,256}$/.test(StreamName))
    throw new ServiceError("InvalidArgumentException", "StreamName has an invalid form.");
  const stream = findStream(account, given);
  if (!stream)
    throw new ServiceError("ResourceNotFoundException", "The requested stream is not found or not active.");
  return stream;
}

/** What policies name: a stream's ARN ends with when it was created, which its name alone doesn't tell. */
export function streamArnOf({ account }: RequestContext, { StreamName, StreamARN }: StreamName): string {
  const { region, accountId } = account;
  const byName = StreamName === undefined ? undefined : findStream(account, StreamName)?.arn;
  return StreamARN ?? byName ?? `arn:aws:kinesisvideo:${region}:${accountId}:stream/${StreamName}/0`;
}

const calls = new WeakMap<SandboxAccount, Map<string, number[]>>();
const maxCallsPerSecond = 5;

/** Both operations that lead to media can be called five times a second for each stream. */
export function checkCallRate({ account, operation }: RequestContext, stream: Stream): void {
  const known = calls.get(account) ?? new Map<string, number[]>();
  calls.set(account, known);
  const now = account.clock.now();
  const key = `${operation} ${stream.arn}`;
  const recent = (known.get(key) ?? []).filter((at) => now - at < 1000);
  if (recent.length >= maxCallsPerSecond)
    throw new ServiceError("ClientLimitExceededException", "Rate exceeded for the stream.");
  known.set(key, [...recent, now]);
}
