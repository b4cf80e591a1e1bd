import { arrivingMs, type TrailPhase } from "@/lib/trail/contact-window";
import type { Trail } from "@/lib/trail/event";
import { isFound, settledAfterMs } from "@/lib/trail/findings/finding-rule";
import { sourceNotReadable } from "@/lib/trail/findings/source-not-readable";
import { foundEarlier } from "@/lib/trail/found-earlier";

/**
 * What can be said of a contact as a whole.
 *
 * - `found`: the findings say it, or what was found earlier.
 * - `going-on`, `arriving`: nothing is wrong so far, and more may come.
 * - `unread`: nothing of the contact could be read.
 * - `partly-read`: nothing is wrong in what could be read, and something could be in what could not.
 * - `not-ours`: no integration that this tenant has now took part.
 * - `unexplained`: something failed, and no finding says what that means.
 * - `unclear`: nothing is wrong, and how some of it ended is not known.
 * - `healthy`: everything could be read, and nothing is wrong.
 */
export type VerdictKind =
  | "found"
  | "going-on"
  | "arriving"
  | "unread"
  | "partly-read"
  | "not-ours"
  | "unexplained"
  | "unclear"
  | "healthy";

export interface Verdict {
  kind: VerdictKind;
  /** Nothing more is expected to arrive. */
  isSettled: boolean;
  /** Why sources could not be read, each reason once. */
  unread: UnreadSources[];
  /** For `arriving`: when nothing more is expected. ISO 8601. */
  settlesAt?: string;
}

/** Sources that could not be read for one reason. */
export interface UnreadSources {
  code: string;
  sentence: string;
  wayOut: string;
  theirWords?: string;
  titles: string[];
  /** A finding could have come of one of them. */
  isNeeded: boolean;
}

interface Judged {
  phase: TrailPhase;
  /** Milliseconds since the epoch. */
  endedAtMs?: number;
  /** Whether an integration of the tenant left a trace in it. */
  tookPart: boolean;
}

/** A verdict only when there is one. Pure. */
export function judgeTrail(trail: Trail, { phase, endedAtMs, tookPart }: Judged, now: Date): Verdict {
  const settlesAt = settlesAtMs(trail, endedAtMs);
  const isSettled = phase !== "live" && settlesAt <= now.getTime();
  const found = { unread: unreadOf(trail), isSettled };
  if (trail.findings.length > 0 || foundEarlier(trail).length > 0) return { kind: "found", ...found };
  if (trail.events.length === 0) return { kind: "unread", ...found };
  if (phase === "live") return { kind: "going-on", ...found };
  if (!isSettled) return { kind: "arriving", ...found, settlesAt: new Date(settlesAt).toISOString() };
  if (found.unread.some(({ isNeeded }) => isNeeded)) return { kind: "partly-read", ...found };
  if (!tookPart) return { kind: "not-ours", ...found };
  if (trail.events.some(({ severity }) => severity === "bad")) return { kind: "unexplained", ...found };
  if (trail.events.some(({ severity }) => severity === "unknown")) return { kind: "unclear", ...found };
  return { kind: "healthy", ...found };
}

/** A system's own clock may say that something is still to come: nobody waits for that longer than this. */
const maxWaitMs = 10 * 60_000;

/** When late lines have had their time: after the contact's end, and after the last thing that is known of it. */
function settlesAtMs({ events }: Trail, endedAtMs = 0): number {
  const last = events.at(-1);
  const quietMs = last === undefined ? 0 : Date.parse(last.at) + settledAfterMs;
  const latestMs = endedAtMs === 0 ? quietMs : endedAtMs + maxWaitMs;
  return Math.max(endedAtMs + arrivingMs, Math.min(quietMs, latestMs));
}

/**
 * A log group that is missing without a sign that it should be there says nothing: not every call uses every function. One
 * that was there when somebody looked is gone, with what it would tell.
 */
function unreadOf(trail: Trail): UnreadSources[] {
  const byReason = new Map<string, UnreadSources>();
  for (const source of trail.sources) {
    if (source.state !== "failed") continue;
    if (source.problem.code === "log-group-missing" && !wasThere(trail, source.source)) continue;
    const { code, sentence, wayOut, theirWords } = source.problem;
    // The finding names what is missing, and how to get it.
    if (code === "permission-missing" && isFound(trail, sourceNotReadable)) continue;
    const isNeeded = !source.isOptional;
    // Each has its own time: what is said of one isn't true of another.
    const reason = code === "source-too-slow" ? `${sentence} ${wayOut}` : `${code} ${wayOut}`;
    const known = byReason.get(reason);
    if (known) {
      known.titles.push(source.title);
      known.isNeeded ||= isNeeded;
    } else
      byReason.set(reason, {
        ...{ code, sentence, wayOut, titles: [source.title], isNeeded },
        ...(theirWords && { theirWords }),
      });
  }
  return [...byReason.values()];
}

function wasThere({ facts }: Trail, source: string): boolean {
  return facts?.seen?.isSettled === true && !facts.seen.missingLogs.includes(source);
}
