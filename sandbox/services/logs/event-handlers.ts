import type {
  CreateLogStreamRequest,
  DescribeLogStreamsRequest,
  FilterLogEventsRequest,
  GetLogEventsRequest,
  PutLogEventsRequest,
} from "@aws-sdk/client-cloudwatch-logs";
import type { SandboxAccount } from "../../state/account";
import { paginate } from "../../state/paginate";
import { type Handler, type RequestContext, ServiceError, type Valid } from "../../wire/service";
import { fillerOf } from "./filler";
import { readFilterPattern } from "./filter-pattern";
import { groupOf, groupOfIdentifier } from "./group-handlers";
import {
  appendEvents,
  createLogStream,
  type LogEvent,
  type LogGroup,
  type LogStream,
  logGroupArn,
  logsState,
} from "./log-store";
import { PatternError } from "./pattern-error";

/** A page looks at this many events, whether they match or not: so a page can be empty and still have a next token. */
const eventsScannedPerPage = 10_000;
const maxEventsPerPage = 10_000;
const maxPageCharacters = 1024 * 1024;
const millisecondsPerDay = 24 * 60 * 60 * 1000;
const maxFutureMs = 2 * 60 * 60 * 1000;
const maxPastMs = 14 * millisecondsPerDay;

export const eventHandlers: Record<string, Handler> = {
  CreateLogStream(input: Valid<CreateLogStreamRequest>, { account }: RequestContext) {
    const group = groupOf(account, input.logGroupName);
    if (group.streams[input.logStreamName])
      throw new ServiceError("ResourceAlreadyExistsException", "The specified log stream already exists");
    createLogStream(account, group, input.logStreamName);
    return {};
  },

  DeleteLogStream(input: Valid<CreateLogStreamRequest>, { account }: RequestContext) {
    const group = groupOf(account, input.logGroupName);
    delete group.streams[streamOf(group, input.logStreamName).name];
    logsState(account).save();
    return {};
  },

  DescribeLogStreams(input: DescribeLogStreamsRequest, { account }: RequestContext) {
    const group = groupOfIdentifier(account, input.logGroupIdentifier ?? input.logGroupName ?? "");
    const streams = Object.values(group.streams).filter(({ name }) =>
      name.startsWith(input.logStreamNamePrefix ?? ""),
    );
    const byTime = input.orderBy === "LastEventTime";
    const keyOf = (stream: LogStream) =>
      byTime ? `${String(lastEventTime(stream)).padStart(15, "0")}/${stream.name}` : stream.name;
    const limit = Math.min(input.limit ?? 50, 50);
    if (input.descending) {
      // The newest streams are the ones requested; one page of them is enough here.
      streams.sort((one, other) => (keyOf(one) < keyOf(other) ? 1 : -1));
      return { logStreams: streams.slice(0, limit).map((stream) => describeStream(account, group, stream)) };
    }
    const page = paginate(streams, keyOf, { limit, token: input.nextToken });
    return {
      logStreams: page.items.map((stream) => describeStream(account, group, stream)),
      nextToken: page.nextToken,
    };
  },

  PutLogEvents(input: Valid<PutLogEventsRequest>, { account, clock }: RequestContext) {
    const stream = streamOf(groupOf(account, input.logGroupName), input.logStreamName);
    const events = input.logEvents.map(({ timestamp = 0, message = "" }) => ({ timestamp, message }));
    if (events.some((event, index) => event.timestamp < (events[index - 1]?.timestamp ?? 0)))
      throw new ServiceError(
        "InvalidParameterException",
        "Log events in a single PutLogEvents request must be in chronological order.",
      );
    const now = clock.now();
    const tooOld = events.filter((event) => event.timestamp < now - maxPastMs).length;
    const tooNewAt = events.findIndex((event) => event.timestamp > now + maxFutureMs);
    appendEvents(account, stream, events.slice(tooOld, tooNewAt < 0 ? undefined : tooNewAt));
    const rejected = {
      tooOldLogEventEndIndex: tooOld > 0 ? tooOld : undefined,
      tooNewLogEventStartIndex: tooNewAt < 0 ? undefined : tooNewAt,
    };
    const anyRejected = tooOld > 0 || tooNewAt >= 0;
    return { nextSequenceToken: "0", rejectedLogEventsInfo: anyRejected ? rejected : undefined };
  },

  GetLogEvents(input: Valid<GetLogEventsRequest>, { account }: RequestContext) {
    const group = groupOfIdentifier(account, input.logGroupIdentifier ?? input.logGroupName ?? "");
    const stream = streamOf(group, input.logStreamName);
    const limit = Math.min(input.limit ?? maxEventsPerPage, maxEventsPerPage);
    const events = stream.events
      .filter(
        (event) => event.timestamp >= (input.startTime ?? 0) && event.timestamp < (input.endTime ?? Infinity),
      )
      .sort(inOrder);
    const at = /^([fb])\/(\d+)$/.exec(input.nextToken ?? "");
    const position = Number(at?.[2] ?? 0);
    const forward = at ? at[1] === "f" : input.startFromHead === true;
    const page = forward
      ? events.filter((event) => event.sequence > position).slice(0, limit)
      : events.filter((event) => !at || event.sequence < position).slice(-limit);
    return {
      events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
      nextForwardToken: `f/${page.at(-1)?.sequence ?? position}`,
      nextBackwardToken: `b/${page[0]?.sequence ?? position}`,
    };
  },

  FilterLogEvents(input: FilterLogEventsRequest, { account, clock }: RequestContext) {
    const group = groupOfIdentifier(account, input.logGroupIdentifier ?? input.logGroupName ?? "");
    const streams = selectStreams(account, group, input);
    const matches = readPattern(input.filterPattern);
    const oldest = group.retentionInDays ? clock.now() - group.retentionInDays * millisecondsPerDay : 0;
    const from = Math.max(input.startTime ?? 0, oldest);
    const to = input.endTime ?? Infinity;
    const after = readFilterToken(input.nextToken);
    const begin = { timestamp: from, sequence: -1 };
    const start = after && inOrder(after, begin) > 0 ? after : begin;
    const candidates = streams
      .flatMap((stream) => nextOf(stream, start, to).map((event) => ({ stream: stream.name, event })))
      .sort((one, other) => inOrder(one.event, other.event));
    const limit = Math.min(input.limit ?? maxEventsPerPage, maxEventsPerPage);
    const found: typeof candidates = [];
    let scanned = 0;
    let characters = 0;
    for (const candidate of candidates) {
      if (scanned >= eventsScannedPerPage || found.length >= limit || characters >= maxPageCharacters) break;
      scanned += 1;
      characters += candidate.event.message.length;
      if (matches(candidate.event.message)) found.push(candidate);
    }
    const last = candidates[scanned - 1];
    return {
      events: found.map(({ stream, event }) => ({
        logStreamName: stream,
        timestamp: event.timestamp,
        message: event.message,
        ingestionTime: event.ingestionTime,
        eventId: `3${String(event.sequence).padStart(55, "0")}`,
      })),
      searchedLogStreams: [],
      nextToken: last && scanned < candidates.length ? writeFilterToken(last.event) : undefined,
    };
  },
};

/** The part of a stream that a page may need. A long one in order isn't searched from its beginning. */
function nextOf({ events, inOrder: isOrdered }: LogStream, start: Position, to: number): LogEvent[] {
  if (!isOrdered) return events.filter((event) => event.timestamp <= to && inOrder(event, start) > 0);
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const event = events[middle];
    if (event && inOrder(event, start) <= 0) low = middle + 1;
    else high = middle;
  }
  return events.slice(low, low + eventsScannedPerPage + 1).filter((event) => event.timestamp <= to);
}

function selectStreams(account: SandboxAccount, group: LogGroup, input: FilterLogEventsRequest): LogStream[] {
  const { logStreamNames: names, logStreamNamePrefix: prefix } = input;
  if (names && prefix !== undefined)
    throw new ServiceError(
      "InvalidParameterException",
      "logStreamNames and logStreamNamePrefix exclude each other.",
    );
  if (names) return names.map((name) => streamOf(group, name));
  const all = [...Object.values(group.streams), ...fillerOf(account, group.name)];
  return all.filter((stream) => stream.name.startsWith(prefix ?? ""));
}

function readPattern(pattern: string | undefined): (message: string) => boolean {
  try {
    return readFilterPattern(pattern);
  } catch (error) {
    if (error instanceof PatternError) throw new ServiceError("InvalidParameterException", error.message);
    throw error;
  }
}

type Position = Pick<LogEvent, "timestamp" | "sequence">;

function inOrder(one: Position, other: Position): number {
  return one.timestamp - other.timestamp || one.sequence - other.sequence;
}

function writeFilterToken({ timestamp, sequence }: Position): string {
  return Buffer.from(`${timestamp}/${sequence}`).toString("base64url");
}

function readFilterToken(token: string | undefined): Position | undefined {
  if (token === undefined) return undefined;
  const match = /^(\d+)\/(\d+)$/.exec(Buffer.from(token, "base64url").toString("utf8"));
  if (!match) throw new ServiceError("InvalidParameterException", "The specified nextToken is invalid.");
  return { timestamp: Number(match[1]), sequence: Number(match[2]) };
}

function streamOf(group: LogGroup, name: string): LogStream {
  const stream = group.streams[name];
  if (!stream)
    throw new ServiceError("ResourceNotFoundException", "The specified log stream does not exist.");
  return stream;
}

function lastEventTime(stream: LogStream): number {
  return stream.events.at(-1)?.timestamp ?? 0;
}

function describeStream(account: SandboxAccount, group: LogGroup, stream: LogStream): object {
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    firstEventTimestamp: stream.events[0]?.timestamp,
    lastEventTimestamp: stream.events.at(-1)?.timestamp,
    lastIngestionTime: stream.events.at(-1)?.ingestionTime,
    arn: `${logGroupArn(account, group.name)}:log-stream:${stream.name}`,
    storedBytes: 0,
  };
}
