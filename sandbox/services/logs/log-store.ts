import type { SandboxAccount } from "../../state/account";
import type { StateFile } from "../../state/state-file";

export interface LogEvent {
  /** Orders events of the same millisecond, and is part of the event's ID. */
  sequence: number;
  timestamp: number;
  ingestionTime: number;
  message: string;
}

export interface LogStream {
  name: string;
  createdAt: number;
  events: LogEvent[];
  /** True for streams whose events are all in order of time. */
  inOrder?: true;
}

export interface LogGroup {
  name: string;
  createdAt: number;
  retentionInDays?: number | undefined;
  tags: Record<string, string>;
  /** "STANDARD" when absent. */
  logGroupClass?: string | undefined;
  kmsKeyId?: string | undefined;
  deletionProtection?: boolean | undefined;
  indexPolicy?: { policyDocument: string; updatedAt: number } | undefined;
  streams: Record<string, LogStream>;
}

export interface LogsState {
  groups: Record<string, LogGroup>;
  nextSequence: number;
}

/** The sandbox isn't an archive: beyond these, the oldest are deleted. */
const maxEventsPerStream = 5_000;
const maxStreamsPerGroup = 500;

export function logsState(account: SandboxAccount): StateFile<LogsState> {
  return account.state.service("logs", () => ({ groups: {}, nextSequence: 1 }));
}

export function logGroupArn(account: SandboxAccount, name: string): string {
  return `arn:aws:logs:${account.region}:${account.accountId}:log-group:${name}`;
}

export function createLogGroup(
  account: SandboxAccount,
  name: string,
  tags: Record<string, string> = {},
): LogGroup {
  const file = logsState(account);
  const group: LogGroup = { name, createdAt: account.clock.now(), tags, streams: {} };
  file.data.groups[name] = group;
  file.save();
  return group;
}

export function createLogStream(account: SandboxAccount, group: LogGroup, name: string): LogStream {
  const stream: LogStream = { name, createdAt: account.clock.now(), events: [] };
  group.streams[name] = stream;
  const names = Object.keys(group.streams);
  if (names.length > maxStreamsPerGroup) {
    const oldest = names.reduce((one, other) =>
      (group.streams[one]?.createdAt ?? 0) <= (group.streams[other]?.createdAt ?? 0) ? one : other,
    );
    delete group.streams[oldest];
  }
  logsState(account).save();
  return stream;
}

export interface LogLine {
  group: string;
  stream: string;
  message: string;
  /** Milliseconds since 1970; now when absent. */
  timestamp?: number | undefined;
}

/**
 * Writes one line as an AWS service does (Lambda, Connect, Chime), and creates a missing stream.
 * A missing group is created only on request: Connect, for example, never recreates a deleted group.
 * Returns whether it was written.
 */
export function putLogLine(
  account: SandboxAccount,
  line: LogLine,
  { createGroup = false }: { createGroup?: boolean } = {},
): boolean {
  const { groups } = logsState(account).data;
  const group = groups[line.group] ?? (createGroup ? createLogGroup(account, line.group) : undefined);
  if (!group) return false;
  const stream = group.streams[line.stream] ?? createLogStream(account, group, line.stream);
  appendEvents(account, stream, [
    { message: line.message, timestamp: line.timestamp ?? account.clock.now() },
  ]);
  return true;
}

export function appendEvents(
  account: SandboxAccount,
  stream: LogStream,
  events: readonly { message: string; timestamp: number }[],
): void {
  const file = logsState(account);
  const ingestionTime = account.clock.now();
  for (const { message, timestamp } of events) {
    stream.events.push({ sequence: file.data.nextSequence, timestamp, ingestionTime, message });
    file.data.nextSequence += 1;
  }
  const excess = stream.events.length - maxEventsPerStream;
  if (excess > 0) stream.events.splice(0, excess);
  file.save();
}
