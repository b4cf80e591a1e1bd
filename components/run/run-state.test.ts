import { describe, expect, it } from "vitest";
import { lookOf, noticeOf, type RunState } from "./run-state";

const running: RunState = {
  id: "1",
  purpose: "deploy",
  status: "running",
  approvedBy: "Ada",
  createdAt: "2026-11-28T20:00:00Z",
  mayGoOn: false,
  now: "2026-11-28T20:00:10Z",
  steps: [],
};

describe("what a run says of itself", () => {
  it("says nothing beyond its status while it goes on", () => {
    expect(noticeOf(running)).toBeUndefined();
    expect(lookOf(running).word).toBe("running");
  });

  it("says that it waits for a worker, since when none was heard of, and what to do", () => {
    const waiting = { kind: "no-worker", silentSeconds: 47.4 } as const;
    expect(noticeOf({ ...running, waiting })).toMatchObject({
      code: "no-worker",
      sentence: "Waiting for a worker; none has reported for 47 s.",
      wayOut: expect.stringContaining("npm run worker"),
    });
    expect(noticeOf({ ...running, waiting: { kind: "no-worker", silentSeconds: undefined } })?.sentence).toBe(
      "Waiting for a worker; none is running.",
    );
    expect(
      noticeOf({ ...running, waiting: { kind: "no-worker", silentSeconds: 4_000 } })?.sentence,
    ).toContain("67 min");
  });

  it("is stopping from a person's stop to the end of the last step, and then stopped", () => {
    const stopping = { ...running, stopRequestedBy: "Grace" };
    expect(lookOf(stopping).word).toBe("stopping");
    expect(noticeOf(stopping)?.sentence).toContain("Stopped by Grace");
    const stopped = { ...stopping, status: "stopped" } as const;
    expect(lookOf(stopped).word).toBe("stopped");
    expect(noticeOf(stopped)).toBeUndefined();
  });

  it("says when another worker takes over", () => {
    expect(noticeOf({ ...running, waiting: { kind: "taking-over" } })?.code).toBe("taking-over");
  });
});
