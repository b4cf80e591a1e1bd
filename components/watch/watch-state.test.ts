import { describe, expect, it } from "vitest";
import { asContactId, type ContactId } from "@/lib/kernel/ids";
import type { Arrival } from "@/lib/watch/fetch-arrivals";
import type { WatchedCall } from "@/lib/watch/watched-hops";
import { beginWatch, nextWatch, type Watch, type WatchNews } from "./watch-state";

const problem = { code: "c", sentence: "AWS limits this account.", wayOut: "Wait." };

describe("a watch", () => {
  it("takes the one call that surely came to the number", () => {
    const watch = watchAfter(arrived(arrival(asContactId("a"))));
    expect(watch).toMatchObject({ stage: "watching", contactId: "a" });
  });

  it("lets a person choose when another caller came at the same time", () => {
    const watch = watchAfter(arrived(arrival(asContactId("a")), arrival(asContactId("b"))));
    expect(watch).toMatchObject({ stage: "waiting", arrivals: [{ contactId: "a" }, { contactId: "b" }] });
    expect(nextWatch(watch, { kind: "chosen", contactId: asContactId("b") })).toMatchObject({
      stage: "watching",
      contactId: "b",
    });
  });

  it("lets a person choose when nothing says by which number the call came", () => {
    expect(watchAfter(arrived(arrival(asContactId("a"), "unknown"))).stage).toBe("waiting");
  });

  it("takes the test call that was placed from its screen, unless it already has one", () => {
    const waiting = watchAfter(arrived(arrival(asContactId("a"), "unknown")));
    const placed = nextWatch(waiting, { kind: "placed", contactId: asContactId("b") });
    expect(placed).toMatchObject({ stage: "watching", contactId: "b" });
    expect(nextWatch(placed, { kind: "placed", contactId: asContactId("c") })).toBe(placed);
  });

  it("waits on when the call is somebody else's, and does not take it again", () => {
    const watch = watchAfter(
      arrived(arrival(asContactId("a"))),
      { kind: "rejected" },
      arrived(arrival(asContactId("a"))),
    );
    expect(watch).toMatchObject({ stage: "waiting", arrivals: [{ contactId: "a" }] });
    expect(watch.contactId).toBeUndefined();
  });

  it("goes on after a look that failed, and says so until one succeeds", () => {
    const failed = watchAfter({ kind: "failed", problem });
    expect(failed).toMatchObject({ stage: "waiting", problem });
    expect(nextWatch(failed, arrived()).problem).toBeUndefined();
  });

  it("is over when nothing more will come, or when its time is over", () => {
    expect(watchAfter(arrived(arrival(asContactId("a"))), seen(asContactId("a"), "arriving")).stage).toBe(
      "watching",
    );
    expect(watchAfter(arrived(arrival(asContactId("a"))), seen(asContactId("a"), "settled")).stage).toBe(
      "over",
    );
    // Its last line came late: there is no verdict yet.
    expect(
      watchAfter(arrived(arrival(asContactId("a"))), seen(asContactId("a"), "settled", "arriving")).stage,
    ).toBe("watching");
    expect(watchAfter({ kind: "timed-out" }).stage).toBe("over");
    expect(watchAfter({ kind: "stopped" }, { kind: "timed-out" }).stage).toBe("stopped");
  });

  it("is over as soon as the call has proven the integration, and not as soon as it has failed", () => {
    const verified = { kind: "verified", hops: 9, tookMs: 1_700 } as const;
    const failed = { kind: "not-verified", why: "failed", hop: "sip" } as const;
    const watchOf = (result: WatchedCall["result"]) =>
      watchAfter(arrived(arrival(asContactId("a"))), seenWith(asContactId("a"), result));
    expect(watchOf(verified)).toMatchObject({ stage: "over", call: { result: verified } });
    // The other findings are still waited for.
    expect(watchOf(failed)).toMatchObject({ stage: "watching", call: { result: failed } });
  });

  it("does not show an answer about a call that is watched no more", () => {
    expect(
      watchAfter(arrived(arrival(asContactId("a"))), { kind: "rejected" }, seen(asContactId("a"), "live"))
        .call,
    ).toBeUndefined();
  });
});

function watchAfter(...news: WatchNews[]): Watch {
  return news.reduce(nextWatch, beginWatch(0));
}

function arrived(...arrivals: Arrival[]): WatchNews {
  return { kind: "arrived", arrivals, judged: arrivals.map(({ contactId }) => contactId) };
}

function arrival(contactId: ContactId, isOurs: Arrival["isOurs"] = "yes"): Arrival {
  return { contactId, beganAt: "2026-11-04T09:40:02.118Z", isOurs };
}

function seenWith(contactId: ContactId, result: WatchedCall["result"]): WatchNews {
  const call = { contactId, hops: [], findings: [], ...(result && { result }) };
  return { kind: "seen", call: { ...call, phase: "arriving", verdict: "arriving" } };
}

function seen(
  contactId: ContactId,
  phase: WatchedCall["phase"],
  verdict: WatchedCall["verdict"] = "healthy",
): WatchNews {
  return { kind: "seen", call: { contactId, phase, verdict, hops: [], findings: [] } };
}
