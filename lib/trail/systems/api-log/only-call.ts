import { SearchContactsCommand } from "@aws-sdk/client-connect";
import { asContactId, type ContactId } from "@/lib/kernel/ids";
import type { TrailContext, TrailSubject } from "../../trail-source";

/** Calls that began earlier than this before a moment are taken to have ended by it. */
const maxCallMs = 4 * 3_600_000;
const pageSize = 100;

interface Call {
  contactId: ContactId;
  fromMs: number;
  /** Absent while it goes on. */
  toMs?: number | undefined;
}

/**
 * Says of a moment whether the contact's call was the only one in progress in this instance. One request for all
 * moments: SearchContacts takes one in two seconds from a whole account. When it fails or there are more calls than a
 * page, the answer is no: then nothing is certain.
 */
export async function findOnlyCall(
  { clients, instanceId }: TrailContext,
  { contactId, contact }: TrailSubject,
  moments: number[],
  signal: AbortSignal,
): Promise<(atMs: number) => boolean> {
  try {
    const answer = await clients.connect.send(
      new SearchContactsCommand({
        InstanceId: instanceId,
        TimeRange: {
          Type: "INITIATION_TIMESTAMP",
          StartTime: new Date(Math.min(...moments) - maxCallMs),
          EndTime: new Date(Math.max(...moments) + 1),
        },
        SearchCriteria: { Channels: ["VOICE"] },
        MaxResults: pageSize,
      }),
      { abortSignal: signal },
    );
    if (answer.NextToken) return () => false;
    const initialId = (contact.ok && contact.value.InitialContactId) || contactId;
    const others = (answer.Contacts ?? []).flatMap((one): Call[] => {
      // A transfer of the same call is no other call.
      if (!one.Id || one.Id === contactId || (one.InitialContactId ?? one.Id) === initialId) return [];
      const fromMs = one.InitiationTimestamp?.getTime() ?? 0;
      return [{ contactId: asContactId(one.Id), fromMs, toMs: one.DisconnectTimestamp?.getTime() }];
    });
    return (atMs) =>
      !others.some(({ fromMs, toMs }) => fromMs <= atMs && (toMs === undefined || toMs >= atMs));
  } catch (error) {
    if (signal.aborted) throw error;
    return () => false;
  }
}
