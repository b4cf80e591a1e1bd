import type { SearchContactsRequest, SearchCriteria } from "@aws-sdk/client-connect";
import { ServiceError, type Valid } from "../../wire/service";
import type { ConnectState, Contact } from "./connect-model";
import { matchesTags } from "./match-search";

/** At most eight weeks at once. */
const maxRangeMs = 56 * 24 * 3600 * 1000;
/** Searchable attributes in one search, and values of one of them. */
const maxAttributes = 15;
const maxValues = 20;

/** Contacts are kept for 24 months. */
export const keptMs = 731 * 24 * 3600 * 1000;

const timeOf: Readonly<Record<string, (contact: Contact) => number | undefined>> = {
  INITIATION_TIMESTAMP: ({ initiatedAt }) => initiatedAt,
  DISCONNECT_TIMESTAMP: ({ disconnectedAt }) => disconnectedAt,
  CONNECTED_TO_AGENT_TIMESTAMP: ({ agent }) => agent?.connectedAt,
  ENQUEUE_TIMESTAMP: ({ enqueuedAt }) => enqueuedAt,
  SCHEDULED_TIMESTAMP: ({ scheduledAt }) => scheduledAt,
};

/** Newest first unless a sort is given. */
export function searchContacts(
  state: ConnectState,
  input: Valid<SearchContactsRequest>,
  now: number,
): Contact[] {
  const { Type, StartTime, EndTime } = input.TimeRange;
  const read = timeOf[Type ?? ""];
  const from = StartTime?.getTime();
  const to = EndTime?.getTime();
  if (read === undefined || from === undefined || to === undefined || from > to) {
    throw new ServiceError(
      "InvalidParameterException",
      "TimeRange needs a type, and a start before its end.",
    );
  }
  if (to - from > maxRangeMs) {
    throw new ServiceError("InvalidParameterException", "TimeRange must not be longer than 8 weeks.");
  }
  if (from < now - keptMs)
    throw new ServiceError("InvalidParameterException", "TimeRange must not begin more than 2 years ago.");
  checkAttributes(input.SearchCriteria);
  const found = state.contacts.filter((contact) => {
    const time = read(contact);
    return time !== undefined && time >= from && time <= to && matches(state, contact, input.SearchCriteria);
  });
  const sortBy = timeOf[input.Sort?.FieldName ?? "INITIATION_TIMESTAMP"] ?? timeOf.INITIATION_TIMESTAMP;
  const sign = input.Sort?.Order === "ASCENDING" ? 1 : -1;
  return found.sort((one, other) => sign * ((sortBy?.(one) ?? 0) - (sortBy?.(other) ?? 0)));
}

function checkAttributes(criteria: SearchCriteria | undefined): void {
  const wanted = criteria?.SearchableContactAttributes?.Criteria ?? [];
  if (wanted.length > maxAttributes || wanted.some(({ Values = [] }) => Values.length > maxValues))
    throw new ServiceError(
      "InvalidParameterException",
      `At most ${maxAttributes} attributes with ${maxValues} values each may be searched for.`,
    );
}

function matches(state: ConnectState, contact: Contact, criteria: SearchCriteria | undefined): boolean {
  if (criteria === undefined) return true;
  const {
    AdditionalTimeRange,
    AgentIds,
    Channels,
    InitiationMethods,
    QueueIds,
    Name,
    ContactTags,
    SearchableContactAttributes,
  } = criteria;
  return (
    among(AgentIds, contact.agent?.id) &&
    among(Channels, contact.channel) &&
    among(InitiationMethods, contact.initiationMethod) &&
    among(QueueIds, contact.queueId) &&
    (Name === undefined || textMatches(contact.name ?? "", Name.SearchText ?? [], Name.MatchType)) &&
    matchesTags(contact.tags, ContactTags) &&
    (AdditionalTimeRange === undefined || timesMatch(contact, AdditionalTimeRange)) &&
    (SearchableContactAttributes === undefined ||
      attributesMatch(state, contact, SearchableContactAttributes))
  );
}

function among(wanted: readonly string[] | undefined, value: string | undefined): boolean {
  return wanted === undefined || wanted.length === 0 || (value !== undefined && wanted.includes(value));
}

function textMatches(text: string, wanted: readonly string[], type: string | undefined): boolean {
  const has = (one: string) => text.toLowerCase().includes(one.toLowerCase());
  return type === "MATCH_ANY" ? wanted.some(has) : wanted.every(has);
}

function timesMatch(contact: Contact, range: NonNullable<SearchCriteria["AdditionalTimeRange"]>): boolean {
  const results = (range.Criteria ?? []).map(({ TimeRange, TimestampCondition }) => {
    if (TimeRange !== undefined) {
      const time = timeOf[TimeRange.Type ?? ""]?.(contact);
      const from = TimeRange.StartTime?.getTime() ?? 0;
      const to = TimeRange.EndTime?.getTime() ?? Number.POSITIVE_INFINITY;
      return time !== undefined && time >= from && time <= to;
    }
    const time = timeOf[TimestampCondition?.Type ?? ""]?.(contact);
    return TimestampCondition?.ConditionType === "NOT_EXISTS" ? time === undefined : time !== undefined;
  });
  return range.MatchType === "MATCH_ANY" ? results.some(Boolean) : results.every(Boolean);
}

/** Only keys that someone made searchable match; values are case-sensitive. */
function attributesMatch(
  state: ConnectState,
  contact: Contact,
  wanted: NonNullable<SearchCriteria["SearchableContactAttributes"]>,
): boolean {
  const results = (wanted.Criteria ?? []).map(
    ({ Key, Values }) =>
      Key !== undefined &&
      state.searchableAttributeKeys.includes(Key) &&
      (Values ?? []).includes(contact.attributes[Key] ?? "\u0000"),
  );
  return wanted.MatchType === "MATCH_ANY" ? results.some(Boolean) : results.every(Boolean);
}
