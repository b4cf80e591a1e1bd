/** What the contact list is narrowed to. The screen's address holds all of it, so that a search can be shared. */
export interface ContactFilter {
  /** Which AWS connection; the tenant's first when absent. */
  account?: string;
  range: RangeId;
  /** Whole days in UTC, "2026-05-31"; with both, `range` does not count. */
  days?: { from: string; to: string };
  channels: readonly Channel[];
  queues: readonly string[];
  agents: readonly string[];
  methods: readonly string[];
  /** Id of one of the tenant's integrations. */
  integration?: string;
  /** Searchable attributes; values of one key are alternatives. */
  attributes: readonly { key: string; value: string }[];
  onlyFindings: boolean;
}

export const channels = ["VOICE", "CHAT", "TASK", "EMAIL"] as const;
export type Channel = (typeof channels)[number];

/** As Amazon Connect names how a contact began. */
export const methods = [
  "INBOUND",
  "OUTBOUND",
  "TRANSFER",
  "CALLBACK",
  "QUEUE_TRANSFER",
  "EXTERNAL_OUTBOUND",
  "API",
  "MONITOR",
  "DISCONNECT",
  "WEBRTC_API",
  "AGENT_REPLY",
  "FLOW",
] as const;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export type RangeId = "hour" | "day" | "week" | "month" | "half-year" | "two-years";

export const ranges: readonly { id: RangeId; label: string; lengthMs: number }[] = [
  { id: "hour", label: "last hour", lengthMs: hourMs },
  { id: "day", label: "24 hours", lengthMs: dayMs },
  { id: "week", label: "7 days", lengthMs: 7 * dayMs },
  { id: "month", label: "30 days", lengthMs: 30 * dayMs },
  { id: "half-year", label: "6 months", lengthMs: 182 * dayMs },
  { id: "two-years", label: "2 years", lengthMs: 730 * dayMs },
];

const usualRange: RangeId = "day";

/** What AWS takes at most in one search: 15 attributes with 20 values each, 100 queues or agents. */
const maxAttributes = 15;
const maxValues = 20;
const mostOthers = 50;
const longestText = 200;

export const noFilter: ContactFilter = {
  range: usualRange,
  channels: [],
  queues: [],
  agents: [],
  methods: [],
  attributes: [],
  onlyFindings: false,
};

type Search = Record<string, string | undefined>;

/** Reads an address; what is not understood in it is left out, so that an old or mistyped one still shows a list. */
export function parseFilter(search: Search): ContactFilter {
  const days = parseDays(search.from, search.to);
  const account = isId(search.account) ? search.account : undefined;
  const integration = isId(search.integration) ? search.integration : undefined;
  return {
    ...(account ? { account } : {}),
    range: ranges.find(({ id }) => id === search.range)?.id ?? usualRange,
    ...(days ? { days } : {}),
    channels: parseList(search.channel).flatMap((text) => channels.find((one) => one === text) ?? []),
    queues: parseList(search.queue).filter(isId),
    agents: parseList(search.agent).filter(isId),
    methods: parseList(search.method).filter((text) => methods.some((one) => one === text)),
    ...(integration ? { integration } : {}),
    attributes: parseAttributes(search.attribute),
    onlyFindings: search.findings === "only",
  };
}

/** The filter as the part of an address behind "?", always in the same order; "" when nothing is narrowed. */
export function formatFilter(filter: ContactFilter): string {
  const query = new URLSearchParams();
  if (filter.account) query.set("account", filter.account);
  if (filter.days) {
    query.set("from", filter.days.from);
    query.set("to", filter.days.to);
  } else if (filter.range !== usualRange) query.set("range", filter.range);
  for (const [name, values] of [
    ["channel", filter.channels],
    ["queue", filter.queues],
    ["agent", filter.agents],
    ["method", filter.methods],
  ] as const) {
    if (values.length > 0) query.set(name, values.join(","));
  }
  if (filter.integration) query.set("integration", filter.integration);
  if (filter.attributes.length > 0) {
    const pairs = filter.attributes.map(({ key, value }): [string, string] => [key, value]);
    query.set("attribute", new URLSearchParams(pairs).toString());
  }
  if (filter.onlyFindings) query.set("findings", "only");
  return query.toString();
}

/** When the contacts began that are meant. `until` holds the end still while a list is read page by page. */
export function timeOf(filter: ContactFilter, now: Date, until?: Date): { from: Date; to: Date } {
  if (filter.days) {
    const to = Math.min(Date.parse(filter.days.to) + dayMs, (until ?? now).getTime());
    return { from: new Date(filter.days.from), to: new Date(to) };
  }
  const to = until ?? now;
  const lengthMs = ranges.find(({ id }) => id === filter.range)?.lengthMs ?? dayMs;
  return { from: new Date(to.getTime() - lengthMs), to };
}

/** Narrowed by what is known of a contact, beside the time. */
export function isNarrowed(filter: ContactFilter): boolean {
  const lists = [filter.channels, filter.queues, filter.agents, filter.methods, filter.attributes];
  return lists.some((list) => list.length > 0) || filter.integration !== undefined || filter.onlyFindings;
}

function parseDays(from: string | undefined, to: string | undefined): ContactFilter["days"] {
  if (from === undefined || to === undefined || !isDay(from) || !isDay(to) || from > to) return undefined;
  return { from, to };
}

function isDay(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(text).toISOString().startsWith(text)
  );
}

function parseList(text: string | undefined): string[] {
  return [...new Set((text ?? "").split(",").filter(Boolean))].slice(0, mostOthers);
}

/** Ids of Connect and of our tables. */
function isId(text: string | undefined): text is string {
  return text !== undefined && /^[\w-]{1,100}$/.test(text);
}

function parseAttributes(text: string | undefined): ContactFilter["attributes"] {
  if (!text) return [];
  const values = new Map<string, Set<string>>();
  for (const [key, value] of new URLSearchParams(text.slice(0, 8_000))) {
    if (key === "" || value === "" || key.length > longestText || value.length > longestText) continue;
    const known = values.get(key) ?? new Set();
    if (values.has(key) || values.size < maxAttributes) values.set(key, known);
    if (known.size < maxValues) known.add(value);
  }
  return [...values].flatMap(([key, all]) => [...all].map((value) => ({ key, value })));
}

/** Nothing that narrows: what is left is where and when. */
export function clearedFilter({ days, range, account }: ContactFilter): ContactFilter {
  return { ...noFilter, range, ...(days ? { days } : {}), ...(account ? { account } : {}) };
}
