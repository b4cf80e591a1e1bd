import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { takeSharedTurn } from "@/lib/access/tenant/take-shared-turn";
import { dailyLimit, type ZoomProblem } from "./zoom-problems";

/** How Zoom groups its operations; all apps of an account share each group's rate. */
export type ZoomCategory = "light" | "medium" | "heavy";

/**
 * What lies between two requests of all consoles and workers together: in no second are there more than half of what the lowest
 * plan has (20, 10, and 5).
 */
const everyMs: Record<ZoomCategory, number> = { light: 100, medium: 200, heavy: 500 };

/** While the database can't share turns, requests a second that this process sends at most: a quarter of those rates. */
const perSecond: Record<ZoomCategory, number> = { light: 5, medium: 2.5, heavy: 1.25 };
/** How many may go at once then, after a pause: one screen's worth. */
const burst: Record<ZoomCategory, number> = { light: 5, medium: 3, heavy: 2 };

interface Pace {
  /** When the next one may go, ahead of which `burst` are let through. */
  nextAtMs: number;
  /** When the daily limit ends, as Zoom says. */
  limitedUntilMs: number;
  /** Until when nothing is sent because of it. */
  blockedUntilMs: number;
}

/** Limits are raised, and counts begin anew: after so long, one request finds out whether the day's limit still holds. */
const askAgainMs = 5 * 60_000;

const maxPaces = 2_000;
const paces = new Map<string, Pace>();
const learned = new Map<string, ZoomCategory>();

/** Lists over days and analytics. What else is heavy is learned from Zoom's answers. */
const heavyPath =
  /\/contact_center\/(?:engagements|voice_calls|variable_logs|recordings|notes|asset_library|analytics|agents)(?:\/(?:historical|dataset).*)?$|\/contact_center\/analytics\//;

/** "/contact_center/flows/{id}/export": a path without the ids of things. */
function shapeOf(path: string): string {
  return path.replace(/\/(?=[^/]*[\dA-Z=])[^/]{6,}/g, "/{id}");
}

export function categoryOf(method: string, path: string): ZoomCategory {
  return learned.get(`${method} ${shapeOf(path)}`) ?? (heavyPath.test(path) ? "heavy" : "medium");
}

/** Zoom's answers name the category ("X-RateLimit-Category: Heavy"). */
export function learnCategory(method: string, path: string, said: unknown): void {
  const category = typeof said === "string" ? said.toLowerCase() : "";
  if (category !== "light" && category !== "medium" && category !== "heavy") return;
  if (learned.size < 500) learned.set(`${method} ${shapeOf(path)}`, category);
}

/**
 * Waits until the account's next request of the category may go. Returns the daily limit's Problem while it holds, and
 * "late" when its turn would come after `untilMs`. Throws when the signal is aborted.
 */
export async function takeTurn(
  account: string,
  category: ZoomCategory,
  { untilMs, signal }: { untilMs: number; signal?: AbortSignal | undefined },
): Promise<ZoomProblem | "late" | undefined> {
  const pace = paceOf(account, category);
  const now = Date.now();
  if (pace.blockedUntilMs > now) return dailyLimit(new Date(pace.limitedUntilMs));
  signal?.throwIfAborted();
  const shared = { everyMs: everyMs[category], withinMs: untilMs - now };
  const turn = await takeSharedTurn(`zoom ${account} ${category}`, shared);
  if (turn === undefined) return takeOwnTurn(pace, category, { untilMs, signal });
  if (turn !== "late" && turn > 0) await delay(turn, undefined, { signal });
  return turn === "late" ? turn : undefined;
}

async function takeOwnTurn(
  pace: Pace,
  category: ZoomCategory,
  { untilMs, signal }: { untilMs: number; signal?: AbortSignal | undefined },
): Promise<"late" | undefined> {
  const now = Date.now();
  const gapMs = 1_000 / perSecond[category];
  const mayGoAt = Math.max(pace.nextAtMs, now - gapMs * (burst[category] - 1));
  if (mayGoAt > untilMs) return "late";
  pace.nextAtMs = mayGoAt + gapMs;
  if (mayGoAt > now) await delay(mayGoAt - now, undefined, { signal });
  return undefined;
}

/** Nothing of the category is sent to this account before then, or for five minutes. */
export function blockUntil(account: string, category: ZoomCategory, until: Date): void {
  const pace = paceOf(account, category);
  pace.limitedUntilMs = until.getTime();
  pace.blockedUntilMs = Math.min(until.getTime(), Date.now() + askAgainMs);
}

/** The account's, at this host: a digest, because it is a key in memory and in nothing else. */
export function accountKey(api: string, accountId: string): string {
  return createHash("sha256").update(`${api} ${accountId}`).digest("base64url");
}

function paceOf(account: string, category: ZoomCategory): Pace {
  const key = `${account} ${category}`;
  const pace = paces.get(key) ?? { nextAtMs: 0, limitedUntilMs: 0, blockedUntilMs: 0 };
  paces.delete(key);
  paces.set(key, pace);
  const [oldest] = paces.keys();
  if (paces.size > maxPaces && oldest !== undefined) paces.delete(oldest);
  return pace;
}
