import { textOf } from "@/lambdas/shared/plain-values";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { ContactId } from "@/lib/kernel/ids";
import { fail, type Problem, ProblemError, type Result, succeed } from "@/lib/kernel/result";
import type { CenterContact, ContactCenter } from "../../contact-center";
import { callSource } from "./call-source";
import { describeEngagement, recordSource } from "./describe-engagement";
import { type Engagement, engagementShape, parseEngagement } from "./engagement";
import { eventsOf } from "./events-source";
import { fetchVariables } from "./fetch-variables";
import { flowSource } from "./flow-source";
import { asOpen, engagementsIn, listEngagements, openPageSize } from "./list-engagements";
import { sourceLimitMs, type ZoomReader, zoomReader } from "./read-zoom";

/** A tenant's Zoom Contact Center in place of Amazon Connect. */
export const zoomCenter: ContactCenter = {
  title: "Zoom",
  contact: "engagement",
  label: /^(?:zoom[\s_-]*)?engagement(?:[\s_-]*id)?\b\s*[:=]?\s*/i,
  shape: engagementShape,
  flowTypes: ["zoom-flow"],

  async open(connection, contactId, signal) {
    const reader = zoomReader(connection);
    const record = await readRecord(reader, contactId, signal);
    if (!record.ok && record.problem.code === unknown.code) return record;
    return succeed(openContact(reader, contactId, record));
  },

  list: (connection, search, signal) => listEngagements(zoomReader(connection), search, signal),
};

function openContact(reader: ZoomReader, contactId: ContactId, record: Result<Engagement>): CenterContact {
  const engagement = record.ok ? record.value : undefined;
  const { beganAtMs, endedAtMs, consumerNumber, flows = [] } = engagement ?? {};
  const isVoice = engagement === undefined || engagement.channel === "voice" || engagement.channel === "";
  const isLive = engagement !== undefined && endedAtMs === undefined;
  const subject = {
    contactId,
    ...(beganAtMs !== undefined && { beganAtMs }),
    ...(endedAtMs !== undefined && { endedAtMs }),
  };
  return {
    described: engagement !== undefined,
    ...(beganAtMs !== undefined && { beganAtMs }),
    ...(endedAtMs !== undefined && { endedAtMs }),
    ...(consumerNumber !== undefined && { callerNumber: consumerNumber }),
    flows: flows.map(({ id, name }) => ({ id, name })),
    sources: [
      {
        source: recordSource,
        title: "Zoom engagement",
        isRecord: true,
        deadlineMs: sourceLimitMs,
        // Zoom was asked when the trail was opened: the other sources need its times.
        read: async () => {
          if (!record.ok) throw new ProblemError(record.problem);
          return describeEngagement(record.value);
        },
      },
      // Zoom keeps these for ended engagements alone.
      ...(isLive ? [] : [eventsOf(reader, contactId)]),
      ...(isLive || !isVoice ? [] : [callSource(reader, subject)]),
      ...flows.slice(0, 1).map(({ id }) => flowSource(reader, id)),
    ],
    fetchVariables: (signal) => fetchVariables(reader, subject, signal),
  };
}

/** A list of those that go on is short: so many of its pages are looked through while somebody waits. */
const maxOpenPages = 3;

/** An engagement that has ended, or else one that goes on: Zoom says of a live one by its id that it doesn't exist. */
async function readRecord(
  reader: ZoomReader,
  contactId: ContactId,
  signal: AbortSignal,
): Promise<Result<Engagement>> {
  try {
    const ended = await readEnded(reader, contactId, signal);
    if (ended) return ended;
    const open = await findOpen(reader, contactId, signal);
    if (open.ok || open.problem !== unknown) return open;
    // It may have ended between the two reads, which wait their turns at Zoom's rate.
    return (await readEnded(reader, contactId, signal)) ?? open;
  } catch (error) {
    if (signal.aborted) return fail(slow);
    return fail(describeFailure(error));
  }
}

/** undefined: none has ended that has this ID. */
async function readEnded(
  reader: ZoomReader,
  contactId: ContactId,
  signal: AbortSignal,
): Promise<Result<Engagement> | undefined> {
  const ended = await unlessAbsent(reader.read(`/engagements/${encodeURIComponent(contactId)}`, {}, signal));
  if (!ended) return undefined;
  const engagement = parseEngagement(ended);
  return engagement?.id === contactId ? succeed(engagement) : fail(malformedRecord);
}

async function findOpen(
  reader: ZoomReader,
  contactId: ContactId,
  signal: AbortSignal,
): Promise<Result<Engagement>> {
  let token: string | undefined;
  for (let page = 0; page < maxOpenPages; page++) {
    const query = { page_size: openPageSize, next_page_token: token };
    const open = await reader.read("/open_engagements", query, signal);
    const live = engagementsIn(open)
      .flatMap((row) => parseEngagement(row) ?? [])
      .find(({ id }) => id === contactId);
    if (live) return succeed(asOpen(live));
    token = textOf(open.next_page_token) || undefined;
    if (token === undefined) return fail(unknown);
  }
  return fail(notAmongOpen);
}

async function unlessAbsent<Value>(read: Promise<Value>): Promise<Value | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === "zoom-not-found") return undefined;
    throw error;
  }
}

const unknown: Problem = {
  code: "contact-unknown",
  sentence: "The connected Zoom account has no engagement with this ID.",
  wayOut:
    "Compare the ID with the one in Zoom: upper and lower case count. An engagement that ended a moment ago may not be listed yet. Other tenants' engagements aren't searched.",
};
/** Not "unknown": it may be behind those that were looked through. */
const notAmongOpen: Problem = {
  code: "zoom-too-many-open",
  isPassing: true,
  sentence: `No engagement with this ID has ended, and it isn't among the ${maxOpenPages * openPageSize} newest that are in progress. Whether it exists isn't known.`,
  wayOut: "Compare the ID with the one in Zoom, and load the trail again once the engagement has ended.",
};
const malformedRecord: Problem = {
  code: "source-malformed",
  sentence: "Zoom returned another engagement than the one that was asked for.",
  wayOut: "Load the trail again. If this continues, check whether a proxy responds in place of Zoom.",
};
const slow: Problem = {
  code: "source-too-slow",
  isPassing: true,
  sentence: `Zoom didn't return the engagement within ${sourceLimitMs / 1000} seconds.`,
  wayOut: "Try again. If this continues, check Zoom's status page.",
};
