import { z } from "zod";
import { type PlainObject, textOf } from "@/lambdas/shared/plain-values";
import { asContactId } from "@/lib/kernel/ids";
import { fail, type Problem, ProblemError, type Result, succeed } from "@/lib/kernel/result";
import type { CenterPage, CenterRow, CenterSearch } from "../../contact-center";
import { rowsOf } from "../rows";
import { type Engagement, parseEngagement } from "./engagement";
import type { ZoomQuery, ZoomReader } from "./read-zoom";

const dayMs = 86_400_000;
/** Zoom lists a month at most in one request. */
const chunkMs = 30 * dayMs;
/** In which order Zoom lists those that go on isn't documented: as many as a page holds, however few are asked for. */
export const openPageSize = 100;
/** Zoom keeps no engagement open for longer than 30 days, an email's either. A day more: its clock isn't this server's. */
const longestOpenMs = 31 * dayMs;
/** Zoom's page tokens end after 15 minutes. */
const tokenMs = 15 * 60_000;

/** Where the next page begins: the end of the month that is being read, and Zoom's own token inside it. */
const position = z.strictObject({
  to: z.number().int().min(0).max(253_402_300_799_999),
  next: z.string().min(1).max(1_000).optional(),
  /** When Zoom gave it. */
  at: z.number().int().min(0),
});

/** Engagements by the time they began, the newest first; on the first page, those that go on are before them. */
export async function listEngagements(
  reader: ZoomReader,
  search: CenterSearch,
  signal: AbortSignal,
  nowMs = Date.now(),
): Promise<Result<CenterPage>> {
  const [fromMs, toMs] = [search.from.getTime(), Math.min(search.to.getTime(), nowMs)];
  const at = search.token === undefined ? { to: toMs, at: nowMs } : parseToken(search.token);
  if (!at || at.to > toMs || at.to <= fromMs) return fail(search.token === undefined ? noTime : pageLost);
  if (at.next !== undefined && nowMs - at.at > tokenMs) return fail(pageExpired);
  const chunkFrom = Math.max(fromMs, at.to - chunkMs);
  const filters = { consumer_number: search.callerNumber, page_size: search.limit };
  const mayHaveOpen = nowMs - toMs <= longestOpenMs;
  const isFirst = search.token === undefined && !search.onlyEnded;
  try {
    // Those in progress have the first turn: what ends between the two reads is then in both, and counts once.
    const [open, ended] = await Promise.all([
      isFirst && mayHaveOpen ? readOpen(reader, { ...filters, page_size: openPageSize }, signal) : undefined,
      reader.read(
        "/engagements",
        {
          ...filters,
          from: zoomTime(chunkFrom),
          to: zoomTime(toWholeSecond(at.to)),
          next_page_token: at.next,
        },
        signal,
      ),
    ]);
    const next = textOf(ended.next_page_token) || undefined;
    const rows = [
      ...(open?.rows ?? []).filter(
        ({ beganAtMs = 0 }) => beganAtMs >= fromMs && beganAtMs <= search.to.getTime(),
      ),
      // Both ends of a period count, so what began at a month's end was in the newer month already.
      ...engagementsIn(ended)
        .flatMap((row) => parseEngagement(row) ?? [])
        .filter(({ beganAtMs }) => at.to === toMs || beganAtMs === undefined || beganAtMs < at.to),
    ];
    const unread = unreadIn(ended) + (open?.unread ?? 0);
    const gap = [
      ...(open?.problem ? [`Engagements in progress are missing: ${open.problem.sentence}`] : []),
      ...(open?.hasMore ? ["More engagements are in progress than are listed."] : []),
      ...(unread > 0 ? [describeUnread(unread)] : []),
    ].join(" ");
    const isEnd = next === undefined && chunkFrom <= fromMs;
    const total = ended.total_records;
    return succeed({
      contacts: [...new Map(rows.map((row) => [row.id, toRow(row)])).values()],
      next: isEnd
        ? undefined
        : formatToken({ to: next ? at.to : chunkFrom, ...(next && { next }), at: nowMs }),
      ...(typeof total === "number" && { total }),
      ...(gap !== "" && { gap }),
    });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // Zoom refuses a token that it has forgotten as it refuses any other parameter.
    return fail(at.next !== undefined && error.problem.code === "zoom-refused" ? pageExpired : error.problem);
  }
}

/** Engagements that go on; what can't be read of them leaves the others. */
async function readOpen(
  reader: ZoomReader,
  query: ZoomQuery,
  signal: AbortSignal,
): Promise<{ rows: Engagement[]; hasMore?: boolean; unread?: number; problem?: Problem }> {
  try {
    const open = await reader.read("/open_engagements", query, signal);
    return {
      unread: unreadIn(open),
      hasMore: textOf(open.next_page_token) !== "",
      rows: engagementsIn(open)
        .flatMap((row) => parseEngagement(row) ?? [])
        .map(asOpen),
    };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { rows: [], problem: error.problem };
  }
}

/** The rows of a list of engagements. Throws a Problem for an answer without a list: that is no list without engagements. */
export function engagementsIn({ engagements, total_records }: PlainObject): PlainObject[] {
  if (!Array.isArray(engagements) && total_records !== 0) throw new ProblemError(noList);
  return rowsOf(engagements);
}

const noList: Problem = {
  code: "source-malformed",
  sentence: "Zoom's response has no list of engagements that Patchbay can read.",
  wayOut: "Try again. If this continues, check whether a proxy responds in place of Zoom.",
};

/** How many rows are no engagement that can be opened: IDs of another form than those that were seen. */
function unreadIn({ engagements }: PlainObject): number {
  const rows: unknown[] = Array.isArray(engagements) ? engagements : [];
  return rows.filter((row) => parseEngagement(row) === undefined).length;
}

function describeUnread(count: number): string {
  return `${count} ${count === 1 ? "engagement is" : "engagements are"} missing: Zoom returned IDs that Patchbay can't read.`;
}

/** Whatever end Zoom writes there: it goes on. */
export function asOpen({ endedAtMs: _end, ...engagement }: Engagement): Engagement {
  return engagement;
}

function toRow(engagement: Engagement): CenterRow {
  const { id, beganAtMs, endedAtMs, channel, direction, queues, agents, consumerNumber } = engagement;
  return {
    contactId: asContactId(id),
    beganAt: beganAtMs === undefined ? undefined : new Date(beganAtMs).toISOString(),
    endedAt: endedAtMs === undefined ? undefined : new Date(endedAtMs).toISOString(),
    channel: channels[channel] ?? (channel === "" ? undefined : channel.toUpperCase()),
    method: direction === "" ? undefined : direction.toUpperCase(),
    queue: queues.at(-1)?.name,
    agent: agents.at(-1)?.name,
    callerNumber: consumerNumber,
  };
}

const channels: Readonly<Record<string, string>> = {
  voice: "VOICE",
  messaging: "CHAT",
  chat: "CHAT",
  sms: "CHAT",
  email: "EMAIL",
};

/** As Zoom takes times: whole seconds, UTC. */
export function zoomTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** What began in the second that has just begun belongs to the period. */
export function toWholeSecond(milliseconds: number): number {
  return Math.ceil(milliseconds / 1_000) * 1_000;
}

function formatToken(token: z.infer<typeof position>): string {
  return Buffer.from(JSON.stringify(token)).toString("base64url");
}

function parseToken(token: string): z.infer<typeof position> | undefined {
  try {
    return position.safeParse(JSON.parse(Buffer.from(token, "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}

const startOver = "Start the list again from its first page.";
const pageExpired: Problem = {
  code: "page-token-expired",
  sentence: "This page of the list has expired: Zoom keeps the place in a list for 15 minutes.",
  wayOut: startOver,
};
const pageLost: Problem = {
  code: "page-token-invalid",
  sentence: "This page of the list no longer exists.",
  wayOut: startOver,
};
const noTime: Problem = {
  code: "time-range-invalid",
  sentence: "This time range can't be searched.",
  wayOut: "Choose a start before the end.",
};
