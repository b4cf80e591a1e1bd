import {
  type ConnectClient,
  type ContactSearchSummary,
  SearchContactsCommand,
  type SearchCriteria,
} from "@aws-sdk/client-connect";
import { z } from "zod";
import { describeAwsError } from "@/lib/aws/describe-aws-error";
import { asContactId, type ContactId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import type { ContactFilter } from "./contact-filter";
import { formatToken, moment, noSuchPage, parseToken } from "./page-token";

export interface ContactRow {
  contactId: ContactId;
  /** ISO 8601. */
  initiatedAt: string | undefined;
  endedAt: string | undefined;
  channel: string | undefined;
  initiationMethod: string | undefined;
  queueId: string | undefined;
  agentId: string | undefined;
  /** The caller's number, masked; undefined where only Amazon Connect's search was asked, which doesn't return it. */
  caller?: string | undefined;
}

export interface ContactPage {
  contacts: ContactRow[];
  /** For the next page; undefined at the end. */
  nextPageToken: string | undefined;
  /** Everything that began after this is listed: ISO 8601. */
  reachedAt: string;
}

export interface ContactSearch {
  instanceId: string;
  from: Date;
  to: Date;
  /** What the last page gave. */
  pageToken?: string | undefined;
  /** 1 to 100. */
  limit?: number;
  /** What AWS itself filters by; everything when absent. */
  criteria?: SearchCriteria | undefined;
  /** How many requests one page may make while it is empty; 3 when absent. */
  requests?: number;
  /** Waited for before each request. */
  turn?: (signal: AbortSignal) => Promise<void>;
}

const dayMs = 24 * 3600 * 1000;
/** AWS refuses a longer range in one request. */
const chunkMs = 56 * dayMs;
/** AWS keeps contacts searchable for two years. */
const oldestMs = 730 * dayMs;
/** A rate of one request in two seconds: three empty chunks are what a person waits for; the token goes on from there. */
const maxRequests = 3;
const deadlineMs = 15_000;

/** Where the next page begins: the end of the chunk that is being read, and AWS's own token inside it. */
const position = z.object({ to: moment, next: z.string().max(10_000).optional() });

/**
 * Contacts by the time they began, the newest first. Ranges over eight weeks are read in pieces, the newest piece
 * first. A page may be empty with more behind it. No phone numbers: the search does not give them.
 */
export async function searchContacts(
  connect: ConnectClient,
  search: ContactSearch,
  signal?: AbortSignal,
  now = new Date(),
): Promise<Result<ContactPage>> {
  // Whole days, so that the pages of one list, asked minutes apart, ask AWS for the same range.
  const oldest = Math.ceil((now.getTime() - oldestMs) / dayMs) * dayMs;
  const fromMs = Math.max(search.from.getTime(), oldest);
  const toMs = Math.min(search.to.getTime(), now.getTime());
  if (!(fromMs < toMs)) {
    return fail({
      code: "time-range-invalid",
      sentence: "This time range can't be searched.",
      wayOut: "Choose a start before the end, within the last two years.",
    });
  }
  const at = search.pageToken === undefined ? { to: toMs } : parseToken(position, search.pageToken);
  if (!at || at.to > toMs || at.to <= fromMs) {
    return noSuchPage();
  }
  const deadline = AbortSignal.timeout(deadlineMs);
  const abortSignal = signal ? AbortSignal.any([signal, deadline]) : deadline;
  let chunkTo = at.to;
  let next = at.next;
  try {
    for (let request = 0; request < (search.requests ?? maxRequests); request++) {
      await search.turn?.(abortSignal);
      const chunkFrom = Math.max(fromMs, chunkTo - chunkMs);
      const page = await connect.send(
        new SearchContactsCommand({
          InstanceId: search.instanceId,
          TimeRange: {
            Type: "INITIATION_TIMESTAMP",
            StartTime: new Date(chunkFrom),
            EndTime: new Date(chunkTo),
          },
          SearchCriteria: search.criteria,
          MaxResults: Math.min(Math.max(search.limit ?? 50, 1), 100),
          NextToken: next,
          Sort: { FieldName: "INITIATION_TIMESTAMP", Order: "DESCENDING" },
        }),
        { abortSignal },
      );
      // Both ends of a range count, so what began at a chunk's end was in the newer chunk already.
      const isShown = (began: Date | undefined) => chunkTo < toMs && began?.getTime() === chunkTo;
      const contacts = (page.Contacts ?? [])
        .filter((contact) => !isShown(contact.InitiationTimestamp))
        .flatMap(toRow);
      next = page.NextToken;
      if (!next) chunkTo = chunkFrom;
      const done = !next && chunkTo <= fromMs;
      if (contacts.length > 0 || done) {
        const oldestShown = next ? contacts.at(-1)?.initiatedAt : undefined;
        return succeed({
          contacts,
          nextPageToken: done ? undefined : formatToken({ to: chunkTo, next }),
          reachedAt: oldestShown ?? new Date(chunkTo).toISOString(),
        });
      }
    }
    return succeed({
      contacts: [],
      nextPageToken: formatToken({ to: chunkTo, next }),
      reachedAt: new Date(chunkTo).toISOString(),
    });
  } catch (error) {
    return fail(describeAwsError(error));
  }
}

function toRow(contact: ContactSearchSummary): ContactRow[] {
  if (!contact.Id) return [];
  return [
    {
      contactId: asContactId(contact.Id),
      initiatedAt: contact.InitiationTimestamp?.toISOString(),
      endedAt: contact.DisconnectTimestamp?.toISOString(),
      channel: contact.Channel,
      initiationMethod: contact.InitiationMethod,
      queueId: contact.QueueInfo?.Id,
      agentId: contact.AgentInfo?.Id,
    },
  ];
}

/** The filter in AWS's own words. What AWS cannot filter by (the integration, findings) is done elsewhere. */
export function criteriaOf(filter: ContactFilter): SearchCriteria | undefined {
  const { channels, queues, agents, methods, attributes } = filter;
  const keys = [...new Set(attributes.map(({ key }) => key))];
  const criteria: SearchCriteria = {
    ...(channels.length > 0 && { Channels: [...channels] }),
    ...(queues.length > 0 && { QueueIds: [...queues] }),
    ...(agents.length > 0 && { AgentIds: [...agents] }),
    ...(methods.length > 0 && { InitiationMethods: [...methods] as SearchCriteria["InitiationMethods"] }),
    ...(keys.length > 0 && {
      SearchableContactAttributes: {
        MatchType: "MATCH_ALL",
        Criteria: keys.map((Key) => ({
          Key,
          Values: attributes.filter(({ key }) => key === Key).map(({ value }) => value),
        })),
      },
    }),
  };
  return Object.keys(criteria).length > 0 ? criteria : undefined;
}
