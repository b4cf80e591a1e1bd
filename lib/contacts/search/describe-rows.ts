import { type Contact, DescribeContactCommand } from "@aws-sdk/client-connect";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { isAwsError } from "@/lib/aws/describe-aws-error";
import type { ContactId } from "@/lib/kernel/ids";
import { mapInParallel } from "@/lib/kernel/in-parallel";
import { maskPhone } from "@/lib/privacy/mask-phones";
import type { ContactFilter } from "./contact-filter";
import type { ContactRow } from "./search-contacts";

/** A contact that something else than SearchContacts named: the flow log, or the scan. */
export interface NamedContact {
  contactId: ContactId;
  /** When it was seen; stands in for its beginning when the record cannot be read. ISO 8601. */
  at: string;
}

/** DescribeContact allows ten a second, burst fifteen, shared with everybody's trails. */
const atOnce = 4;

export interface DescribedRows {
  rows: ContactRow[];
  /** How many are left out because their record could not be read: whether they fit the filter is not known. */
  unread: number;
}

/**
 * Rows for contacts that are known by id alone, those that the filter leaves. Amazon Connect's own search cannot be given
 * ids, so the filter is applied here to each record. One that was forgotten (after 24 months) is left out; one that
 * cannot be read otherwise is shown by its id, unless the filter (or `keep`, which is asked of what the filter leaves) asks
 * for what only the record tells: then it is counted.
 */
export async function describeRows(
  { clients, instanceId }: AwsAccess,
  contacts: readonly NamedContact[],
  filter: ContactFilter,
  signal: AbortSignal,
  keep?: (contact: Contact) => boolean,
): Promise<DescribedRows> {
  let unread = 0;
  const rows = await mapInParallel(contacts, atOnce, async ({ contactId, at }) => {
    try {
      const { Contact } = await clients.connect.send(
        new DescribeContactCommand({ InstanceId: instanceId, ContactId: contactId }),
        { abortSignal: signal },
      );
      return Contact && passes(filter, Contact) && (keep?.(Contact) ?? true)
        ? [rowOf(contactId, Contact)]
        : [];
    } catch (error) {
      if (isAwsError(error, "ResourceNotFoundException")) return [];
      if (!asksForRecord(filter) && !keep) return [bareRow(contactId, at)];
      unread++;
      return [];
    }
  });
  return { rows: rows.flat(), unread };
}

/** What a part of a list says of contacts that could not be read; undefined when all could. */
export function gapOf({ unread }: DescribedRows): string | undefined {
  if (unread === 0) return undefined;
  return `${unread === 1 ? "One contact" : `${unread} contacts`} couldn't be read and may be missing here.`;
}

/** Pure: what AWS's own search does with the same filter. */
function passes(filter: ContactFilter, contact: Contact): boolean {
  const among = (wanted: readonly string[], value: string | undefined) =>
    wanted.length === 0 || (value !== undefined && wanted.includes(value));
  const keys = new Set(filter.attributes.map(({ key }) => key));
  return (
    among(filter.channels, contact.Channel) &&
    among(filter.queues, contact.QueueInfo?.Id) &&
    among(filter.agents, contact.AgentInfo?.Id) &&
    among(filter.methods, contact.InitiationMethod) &&
    [...keys].every((key) =>
      filter.attributes.some((one) => one.key === key && contact.Attributes?.[key] === one.value),
    )
  );
}

function asksForRecord({ channels, queues, agents, methods, attributes }: ContactFilter): boolean {
  return [channels, queues, agents, methods, attributes].some((list) => list.length > 0);
}

function rowOf(contactId: ContactId, contact: Contact): ContactRow {
  const { Address: address } = contact.Channel === "VOICE" ? (contact.CustomerEndpoint ?? {}) : {};
  return {
    contactId,
    initiatedAt: contact.InitiationTimestamp?.toISOString(),
    endedAt: contact.DisconnectTimestamp?.toISOString(),
    channel: contact.Channel,
    initiationMethod: contact.InitiationMethod,
    queueId: contact.QueueInfo?.Id,
    agentId: contact.AgentInfo?.Id,
    caller: address === undefined ? undefined : maskPhone(address),
  };
}

function bareRow(contactId: ContactId, at: string): ContactRow {
  return {
    contactId,
    initiatedAt: at,
    endedAt: undefined,
    channel: undefined,
    initiationMethod: undefined,
    queueId: undefined,
    agentId: undefined,
  };
}
