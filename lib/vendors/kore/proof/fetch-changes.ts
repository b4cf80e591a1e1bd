import { isPlainObject } from "@/lib/kernel/plain-json";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { vendorTimeMs } from "@/lib/kernel/vendor-time";
import { malformed } from "../answer-problems";
import { type AskingFor, type KoreBot, requestKore } from "../ask-kore";
import { koreScopes } from "../scopes";

/** What the change log says of publishing. Only times are kept: who changed what is the tenant's. */
export interface BotChanges {
  publishedAt: Date | undefined;
  changedAt: Date | undefined;
  /** After the last publish. */
  changesSince: number;
  /** As in ChangeLog. */
  isWhole: boolean;
}

/** One entry of the change log. */
export interface Change {
  at: Date;
  isPublish: boolean;
  /** Something was changed. Neither: publishing was asked for, or failed. */
  isEdit: boolean;
  /** Kore's word for what was changed: "dialog", "stream". */
  kind: string;
  /** Email address; "" where the entry names nobody. */
  author: string;
}

/** What was read of the change log of the last 30 days, in any order. It names people: count them, and keep none. */
export interface ChangeLog {
  changes: readonly Change[];
  /** All entries since the last publishing were read, or all of the time where there was none. */
  isWhole: boolean;
  /** The newest entries are among them, so that a later change shows. */
  showsNewest: boolean;
}

const perPage = 50;
/** Enough for a check. What is published is compared with more of it: Kore answers 60 calls in a minute. */
const usualPages = 4;
/** Without a start, the log begins with the bot's first day; in which order isn't documented. */
const days = 30;
const dayMs = 86_400_000;

export async function fetchChanges(bot: KoreBot, now: Date, asking: AskingFor): Promise<Result<BotChanges>> {
  const log = await fetchChangeLog(bot, now, asking);
  return log.ok ? succeed(describeChanges(log.value.changes, log.value.isWhole)) : log;
}

export function fetchChangeLog(
  bot: KoreBot,
  now: Date,
  asking: AskingFor & { maxPages?: number },
): Promise<Result<ChangeLog>> {
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return readChangeLog(async (page) => {
    const answer = await requestKore(
      bot,
      {
        method: "GET",
        path: "/api/public/bot/{botId}/changelogs",
        query: {
          ...{ offset: page, limit: perPage },
          ...{ startDate: dayOf(now.getTime() - days * dayMs), endDate: dayOf(now.getTime() + dayMs) },
        },
        scope: koreScopes.logsHistory,
      },
      asking,
    );
    if (!answer.ok) return answer;
    return Array.isArray(answer.value) ? succeed(answer.value) : fail(malformed(bot.settings.host));
  }, asking.maxPages ?? usualPages);
}

/**
 * Pages through the log until it ends, until nothing older matters, or for `maxPages`. The order isn't documented: only two
 * pages of which each entry is older than the one before show that the newest come first.
 */
export async function readChangeLog(
  askPage: (page: number) => Promise<Result<readonly unknown[]>>,
  maxPages: number,
): Promise<Result<ChangeLog>> {
  const changes: Change[] = [];
  const seen = new Set<string>();
  for (let page = 0; page < maxPages; page += 1) {
    const entries = await askPage(page);
    if (!entries.ok) return entries;
    changes.push(...parseChanges(entries.value.filter((entry) => isFirst(entry, seen))));
    if (entries.value.length < perPage) return succeed({ changes, isWhole: true, showsNewest: true });
    const isSeen = page > 0 && isNewestFirst(changes) && changes.some(({ isPublish }) => isPublish);
    if (isSeen) return succeed({ changes, isWhole: true, showsNewest: true });
  }
  return succeed({ changes, isWhole: false, showsNewest: maxPages > 1 && isNewestFirst(changes) });
}

/** A change that is made between two pages moves the last entry of one onto the next. */
function isFirst(entry: unknown, seen: Set<string>): boolean {
  const id = isPlainObject(entry) ? entry._id : undefined;
  if (typeof id !== "string") return true;
  const isNew = !seen.has(id);
  seen.add(id);
  return isNew;
}

function isNewestFirst(changes: readonly Change[]): boolean {
  const times = changes.map(({ at }) => at.getTime());
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return first > last && times.every((time, index) => index === 0 || time <= (times[index - 1] ?? time));
}

const aboutPublishing = /\b(?:un)?publish(?:ed|ing)?\b/i;
/** Kore's own words for it, before a task's name: "Published task Request a refund". */
const published = /^\W*published\b/i;
/** What isn't over, or came to nothing. Which messages there are isn't documented. */
const notDone =
  /\bunpublish|\bpublishing\b|\b(?:fail|reject|request|await|pending|approval|cancel|declin|denied|unable|error|initiat|start|progress|schedul)/i;

/** Pure. Entries without a time say nothing. */
export function parseChanges(entries: readonly unknown[]): Change[] {
  return entries.filter(isPlainObject).flatMap(({ message, createdOn, resourceType, userId }) => {
    const atMs = vendorTimeMs(createdOn);
    const words = typeof message === "string" ? message : "";
    const isAbout = aboutPublishing.test(words);
    return atMs === undefined
      ? []
      : [
          {
            at: new Date(atMs),
            isPublish: isAbout && (published.test(words) || !notDone.test(words)),
            isEdit: !isAbout,
            kind:
              typeof resourceType === "string" && /^[\w -]{1,40}$/.test(resourceType) ? resourceType : "?",
            author: authorOf(userId),
          },
        ];
  });
}

const maxAddress = 254;

function authorOf(user: unknown): string {
  const email = isPlainObject(user) ? user.emailId : undefined;
  return typeof email === "string" ? email.slice(0, maxAddress) : "";
}

/** Pure. In any order. */
export function describeChanges(changes: readonly Change[], isWhole: boolean): BotChanges {
  const newest = (of: readonly Change[]) =>
    of.reduce<Date | undefined>((last, { at }) => (last === undefined || at > last ? at : last), undefined);
  const edits = changes.filter(({ isEdit }) => isEdit);
  const publishedAt = newest(changes.filter(({ isPublish }) => isPublish));
  const since = publishedAt === undefined ? edits : edits.filter(({ at }) => at > publishedAt);
  return { publishedAt, changedAt: newest(edits), changesSince: since.length, isWhole };
}
