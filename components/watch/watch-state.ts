import type { ContactId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import type { Arrival } from "@/lib/watch/fetch-arrivals";
import type { WatchedCall } from "@/lib/watch/watched-hops";

/** What a watch has come to. Times are the browser's own, in milliseconds. */
export interface Watch {
  stage: "waiting" | "watching" | "over" | "stopped";
  beganAt: number;
  arrivals: readonly Arrival[];
  /** Ids that need not be asked about again. */
  judged: ReadonlySet<string>;
  /** The call that is watched. */
  contactId?: ContactId;
  call?: WatchedCall;
  /** The last look's; gone with the next that succeeds. */
  problem?: Problem;
}

export type WatchNews =
  | { kind: "began"; at: number }
  | { kind: "arrived"; arrivals: readonly Arrival[]; judged: readonly string[] }
  /** A test call, from the very screen that watches. */
  | { kind: "placed"; contactId: ContactId }
  | { kind: "chosen"; contactId: ContactId }
  | { kind: "rejected" }
  | { kind: "seen"; call: WatchedCall }
  | { kind: "failed"; problem: Problem }
  | { kind: "stopped" }
  | { kind: "timed-out" };

export function beginWatch(at: number): Watch {
  return { stage: "waiting", beganAt: at, arrivals: [], judged: new Set() };
}

/** Pure. One single call that surely came to the integration's number is watched at once; otherwise a person chooses. */
export function nextWatch(watch: Watch, news: WatchNews): Watch {
  switch (news.kind) {
    case "began":
      return beginWatch(news.at);
    case "arrived": {
      if (watch.stage !== "waiting") return watch;
      const known = new Set(watch.arrivals.map(({ contactId }) => contactId));
      const fresh = news.arrivals.filter(({ contactId }) => !known.has(contactId));
      const { problem: _gone, ...rest } = watch;
      const next: Watch = {
        ...rest,
        arrivals: [...watch.arrivals, ...fresh],
        judged: new Set([...watch.judged, ...news.judged]),
      };
      const [only] = fresh;
      return next.arrivals.length === 1 && only?.isOurs === "yes" ? choose(next, only.contactId) : next;
    }
    case "placed":
      return watch.stage === "waiting" ? choose(watch, news.contactId) : watch;
    case "chosen":
      return choose(watch, news.contactId);
    case "rejected": {
      const { contactId: _contact, call: _call, problem: _problem, ...rest } = watch;
      return { ...rest, stage: "waiting" };
    }
    case "seen": {
      if (watch.stage !== "watching" || news.call.contactId !== watch.contactId) return watch;
      const { problem: _gone, ...rest } = watch;
      // Every cable has been proven: a minute of late lines adds nothing to that.
      const isVerified = news.call.result?.kind === "verified";
      const isOver = isVerified || (news.call.phase === "settled" && news.call.verdict !== "arriving");
      return { ...rest, call: news.call, stage: isOver ? "over" : "watching" };
    }
    case "failed":
      return { ...watch, problem: news.problem };
    case "stopped":
      return { ...watch, stage: "stopped" };
    case "timed-out":
      return watch.stage === "waiting" || watch.stage === "watching" ? { ...watch, stage: "over" } : watch;
  }
}

function choose(watch: Watch, contactId: ContactId): Watch {
  return { ...watch, stage: "watching", contactId };
}
