import { describe, expect, it } from "vitest";
import type { Arrival } from "@/lib/watch/find-arrivals";
import type { WatchedCall } from "@/lib/watch/watched-hops";
import { beginWatch, nextWatch, type Watch, type WatchNews } from "./watch-state";

const problem = { code: "c", sentence: "AWS limits this account.", wayOut: "Wait." };

describe("a watch", () => {
  it("takes the one call that surely came to the number", () => {
    const watch = watchAfter(arrived(arrival("a")));
    expect(watch).toMatchObject({ stage: "watching", contactId: "a" });
  });

  it("lets a person choose when another caller came at the same time", () => {
    const watch = watchAfter(arrived(arrival("a"), arrival("b")));
    expect(watch).toMatchObject({ stage: "waiting", arrivals: [{ contactId: "a" }, { contactId: "b" }] });
    expect(nextWatch(watch, { kind: "chosen", contactId: "b" })).toMatchObject({
      stage: "watching",
      contactId: "b",
    });
  });

  it("lets a person choose when nothing says by which number the call came", () => {
    expect(watchAfter(arrived(arrival("a", "unknown"))).stage).toBe("waiting");
  });

  it("waits on when the call is somebody else's, and does not take it again", () => {
    const watch = watchAfter(arrived(arrival("a")), { kind: "rejected" }, arrived(arrival("a")));
    expect(watch).toMatchObject({ stage: "waiting", arrivals: [{ contactId: "a" }] });
    expect(watch.contactId).toBeUndefined();
  });

  it("goes on after a look that failed, and says so until one succeeds", () => {
    const failed = watchAfter({ kind: "failed", problem });
    expect(failed).toMatchObject({ stage: "waiting", problem });
    expect(nextWatch(failed, arrived()).problem).toBeUndefined();
  });

  it("is over when nothing more will come, or when its time is over", () => {
    expect(watchAfter(arrived(arrival("a")), seen("a", "arriving")).stage).toBe("watching");
    expect(watchAfter(arrived(arrival("a")), seen("a", "settled")).stage).toBe("over");
    // Its last line came late: there is no verdict yet.
    expect(watchAfter(arrived(arrival("a")), seen("a", "settled", "arriving")).stage).toBe("watching");
    expect(watchAfter({ kind: "timed-out" }).stage).toBe("over");
    expect(watchAfter({ kind: "stopped" }, { kind: "timed-out" }).stage).toBe("stopped");
  });

  it("does not show an answer about a call that is watched no more", () => {
    expect(watchAfter(arrived(arrival("a")), { kind: "rejected" }, seen("a", "live")).call).toBeUndefined();
  });
});

function watchAfter(...news: WatchNews[]): Watch {
  return news.reduce(nextWatch, beginWatch(0));
}

function arrived(...arrivals: Arrival[]): WatchNews {
  return { kind: "arrived", arrivals, judged: arrivals.map(({ contactId }) => contactId) };
}

function arrival(contactId: string, isOurs: Arrival["isOurs"] = "yes"): Arrival {
  return { contactId, beganAt: "2026-11-04T09:40:02.118Z", isOurs };
}

function seen(
  contactId: string,
  phase: WatchedCall["phase"],
  verdict: WatchedCall["verdict"] = "healthy",
): WatchNews {
  return { kind: "seen", call: { contactId, phase, verdict, hops: [], findings: [] } };
}
