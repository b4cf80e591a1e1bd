import { type Contact, DescribeContactCommand } from "@aws-sdk/client-connect";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { ContactId } from "@/lib/kernel/ids";
import { fail, type Problem, ProblemError, type Result, succeed } from "@/lib/kernel/result";
import { contactWindow, type TrailPhase, trailPhase } from "@/lib/trail/contact-window";
import type { SourceReport, Trail, TrailFacts } from "@/lib/trail/event";
import { readSource, sourceDeadlineMs } from "@/lib/trail/read-source";
import { untilAborted } from "@/lib/trail/share-read";
import type { OpenSource, TrailContext, TrailSubject } from "@/lib/trail/trail-source";
import { trailSources } from "@/lib/vendors/sources";
import { buildTrail } from "./build-trail";

export interface ReadableSource extends Pick<OpenSource, "source" | "title" | "isOptional" | "isRecord"> {
  /** Never throws; bounded to 8 s or less, and ended by `signal`. */
  read(signal?: AbortSignal): Promise<SourceReport>;
}

export interface TrailReader {
  contactId: ContactId;
  /** false when the contact center did not give the record: whether the contact exists is not known then. */
  described: boolean;
  /** When the call began and ended, as far as the contact center told. */
  window: TrailSubject["window"];
  /** Whether more may come; the page looks again while it is "live" or "arriving". */
  phase: TrailPhase;
  /** When the contact began, in milliseconds since the epoch; absent when that is not known. */
  beganAtMs?: number;
  /** When the contact ended, in milliseconds since the epoch; absent while it goes on, or when that is not known. */
  endedAtMs?: number;
  /** What the console itself knows around the contact, for the findings. Never throws; bounded as a source is. */
  readFacts(signal?: AbortSignal): Promise<TrailFacts>;
  sources: ReadableSource[];
  /** All sources at once, put together. */
  readAll(signal?: AbortSignal): Promise<Trail>;
}

/**
 * Opens the trail of one contact in one instance. Fails when the id names no contact of this instance;
 * when the record cannot be read for any other reason the trail still opens, and its first source says why.
 */
export async function openTrailIn(
  context: TrailContext,
  contactId: ContactId,
  signal?: AbortSignal,
): Promise<Result<TrailReader>> {
  const described = await describeContact(context, contactId, signal);
  if (!described.ok && described.problem.code === "contact-unknown") return described;
  const contact = described.ok ? described.value : undefined;
  const now = new Date();
  const subject: TrailSubject = {
    contactId,
    contact: described,
    window: contactWindow(contact, now),
  };
  const sources = trailSources
    .filter(({ channels }) => !channels || !contact?.Channel || channels.includes(contact.Channel))
    .flatMap((source) => source.open(context, subject));
  return succeed(
    makeReader({
      contactId,
      described: described.ok,
      window: subject.window,
      ...trailPhase(contact, now),
      ...(contact?.InitiationTimestamp && { beganAtMs: contact.InitiationTimestamp.getTime() }),
      sources,
      readFacts: (stop) => context.readFacts?.(subject, stop) ?? Promise.resolve({}),
    }),
  );
}

/** A trail of opened sources, whichever contact center the contact is of. `readFacts` never throws. */
export function makeReader({
  sources: opened,
  readFacts: read,
  ...contact
}: Omit<TrailReader, "sources" | "readFacts" | "readAll"> & {
  sources: readonly OpenSource[];
  readFacts(signal: AbortSignal): Promise<TrailFacts>;
}): TrailReader {
  const sources = opened.map(
    (open): ReadableSource => ({
      source: open.source,
      title: open.title,
      ...(open.isOptional && { isOptional: open.isOptional }),
      ...(open.isRecord && { isRecord: open.isRecord }),
      read: (stop) => readSource(open, stop),
    }),
  );
  const readFacts = (stop?: AbortSignal): Promise<TrailFacts> => {
    const deadline = AbortSignal.timeout(sourceDeadlineMs);
    return read(stop ? AbortSignal.any([stop, deadline]) : deadline);
  };
  return {
    ...contact,
    sources,
    readFacts,
    readAll: async (stop) => {
      const facts = readFacts(stop);
      const reports = await Promise.all(sources.map((source) => source.read(stop)));
      return buildTrail(contact.contactId, reports, new Date(), await facts);
    },
  };
}

async function describeContact(
  { clients, instanceId, instanceAlias, guard }: TrailContext,
  contactId: ContactId,
  signal?: AbortSignal,
): Promise<TrailSubject["contact"]> {
  const deadline = AbortSignal.timeout(sourceDeadlineMs);
  const abortSignal = signal ? AbortSignal.any([signal, deadline]) : deadline;
  try {
    const command = new DescribeContactCommand({ InstanceId: instanceId, ContactId: contactId });
    const answer = await untilAborted(clients.connect.send(command, { abortSignal }), abortSignal);
    if (!answer.Contact) return fail(unknownContact(instanceAlias));
    guard?.(answer.Contact);
    return isReadable(answer.Contact) ? succeed(answer.Contact) : fail(unreadableRecord);
  } catch (error) {
    // Another tenant's looks like none.
    const isForeign = error instanceof ProblemError && error.problem.code === "resource-foreign";
    if (isForeign || isAwsError(error, "ResourceNotFoundException"))
      return fail(unknownContact(instanceAlias));
    return fail(describeFailure(error));
  }
}

/** The window of every log hangs on these. */
function isReadable(contact: Contact): boolean {
  const { InitiationTimestamp, ScheduledTimestamp, DisconnectTimestamp } = contact;
  const times: unknown[] = [InitiationTimestamp, ScheduledTimestamp, DisconnectTimestamp];
  return times.every((time) => time === undefined || (time instanceof Date && !Number.isNaN(time.getTime())));
}

const unreadableRecord: Problem = {
  code: "source-malformed",
  sentence: "Amazon Connect returned a contact record with invalid times.",
  wayOut: "Load the trail again. If this continues, check whether a proxy responds in place of AWS.",
};

function unknownContact(instanceAlias: string): Problem {
  return {
    code: "contact-unknown",
    sentence: `There is no contact with this ID in the instance ${instanceAlias}.`,
    wayOut:
      "Compare the ID with the one in Amazon Connect's contact search. Contacts are deleted after 24 months, and other tenants' contacts aren't searched.",
  };
}
