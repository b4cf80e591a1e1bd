import { setTimeout as delay } from "node:timers/promises";
import type { Problem } from "@/lib/kernel/result";
import type { GuideCheckSubject } from "@/lib/vendors/guide-check";
import {
  type GuidePublication,
  otherTarget,
  type PublicationAnswer,
  type PublicationTarget,
  type SeenPublication,
} from "@/lib/vendors/guide-publication";
import { isSamePublication } from "./compare-plan";
import type { PublicationEnd } from "./publication-status";
import type { PublicationOutcome } from "./publication-store";

export interface Ending {
  status: PublicationEnd;
  outcome: PublicationOutcome;
}

export interface FollowPace {
  firstMs: number;
  maxMs: number;
  /** In all. */
  boundMs: number;
  /** For a publication that may never have reached the vendor: it would be seen soon. */
  lostMs: number;
}

/** The status call may be asked 60 times in a minute. */
export const usualPace: FollowPace = { firstMs: 500, maxMs: 5_000, boundMs: 5 * 60_000, lostMs: 45_000 };

export interface Asked {
  target: PublicationTarget;
  /** The vendor's last publication before ours was asked for. */
  before: SeenPublication;
  /** undefined where the run that asked ended before it had one. */
  answer: PublicationAnswer | undefined;
}

/**
 * Waits for the end of a publication that was asked for. Only reads. One that isn't over within the time, and one of which
 * nothing is seen, is unknown; so is one whose connection leads elsewhere by now: that one's state says nothing of this.
 * Throws only when the subject's signal is aborted.
 */
export async function followPublication(
  publication: GuidePublication,
  subject: GuideCheckSubject,
  asked: Asked,
  pace: FollowPace,
): Promise<Ending> {
  const { target, before, answer } = asked;
  if (answer?.kind === "refused") return { status: "refused", outcome: { problem: answer.problem } };
  if (answer?.kind === "accepted" && answer.awaitsApproval)
    return { status: "awaiting-approval", outcome: await lookOnce(publication, subject, asked) };
  const startedAt = Date.now();
  let seen: SeenPublication | undefined;
  let unread: Problem | undefined;
  for (let pauseMs = pace.firstMs; ; pauseMs = Math.min(pauseMs * 1.7, pace.maxMs)) {
    const looked = await publication.look(subject, target);
    unread = looked.ok ? undefined : looked.problem;
    if (unread?.code === otherTarget) return { status: "unknown", outcome: { seen, unread } };
    if (looked.ok && isAnother(before, looked.value)) {
      seen = looked.value;
      const status = endOf(seen);
      if (status) return { status, outcome: { seen } };
    }
    const isDoubtful = seen === undefined && answer?.kind !== "accepted";
    if (Date.now() - startedAt + pauseMs > (isDoubtful ? pace.lostMs : pace.boundMs)) break;
    await delay(pauseMs, undefined, { signal: subject.signal });
  }
  const problem = answer?.kind === "lost" ? answer.problem : undefined;
  return {
    status: "unknown",
    outcome: { seen, problem, unread, ...(await loggedSince(publication, subject, asked)) },
  };
}

/** Pure. undefined while it isn't over, and for a word that isn't known. */
export function endOf({ state }: Pick<SeenPublication, "state">): PublicationEnd | undefined {
  return state === "published" || state === "failed" || state === "awaiting-approval" ? state : undefined;
}

/** Pure. A publication that wasn't there before; where there is none at all, it is certainly none that was asked for. */
export function isAnother(before: SeenPublication, seen: SeenPublication): boolean {
  return seen.state !== "none" && !isSamePublication(before, seen);
}

async function lookOnce(
  publication: GuidePublication,
  subject: GuideCheckSubject,
  { target, before }: Asked,
): Promise<PublicationOutcome> {
  const looked = await publication.look(subject, target);
  return looked.ok && isAnother(before, looked.value) ? { seen: looked.value } : {};
}

/** A publication that the log shows, whoever's it is. */
async function loggedSince(
  publication: GuidePublication,
  subject: GuideCheckSubject,
  { target, before: { changedAt, requestedAt } }: Asked,
): Promise<{ loggedAt?: string | undefined }> {
  const sight = await publication.read(subject);
  if (!sight.ok || sight.value.target.id !== target.id) return {};
  const since = sight.value.changes.ok ? sight.value.changes.value.since : undefined;
  const earlier = changedAt ?? requestedAt ?? "";
  return since !== undefined && since > earlier ? { loggedAt: since } : {};
}
