import { describe, expect, it } from "vitest";
import { LeaseLost, SlotLease } from "@/lib/jobs/lease";

const certainForMs = 15_000;

function makeLease(renew: () => Promise<boolean> = async () => true) {
  const clocks = { monotonicMs: 1_000, wallMs: 1_000_000 };
  let asked = 0;
  const lease = new SlotLease(
    "host:1:a",
    certainForMs,
    () => {
      asked += 1;
      return renew();
    },
    () => ({ ...clocks }),
  );
  const pass = (ms: { monotonic?: number; wall?: number }) => {
    clocks.monotonicMs += ms.monotonic ?? 0;
    clocks.wallMs += ms.wall ?? 0;
  };
  return { lease, pass, asked: () => asked };
}

describe("a worker's lease", () => {
  it("holds without asking anyone while the last beat is recent", async () => {
    const { lease, pass, asked } = makeLease();
    pass({ monotonic: 14_000, wall: 14_000 });
    await lease.hold();
    expect(asked()).toBe(0);
    expect(lease.silences).toBe(0);
  });

  it("asks after a pause, and is lost when the worker is no longer on the list", async () => {
    const { lease, pass } = makeLease(async () => false);
    pass({ monotonic: 16_000, wall: 16_000 });
    await expect(lease.hold()).rejects.toBeInstanceOf(LeaseLost);
  });

  it("asks after a sleep in which only the wall clock went on", async () => {
    const { lease, pass } = makeLease(async () => false);
    pass({ wall: 3_600_000 });
    await expect(lease.hold()).rejects.toBeInstanceOf(LeaseLost);
  });

  it("goes on when the worker is still on the list, and remembers that it was silent", async () => {
    const { lease, pass, asked } = makeLease();
    pass({ monotonic: 16_000, wall: 16_000 });
    await lease.hold();
    await lease.hold();
    expect(asked()).toBe(1);
    expect(lease.silences).toBe(1);
  });

  it("counts a beat that came late as a silence, too", () => {
    const { lease, pass } = makeLease();
    pass({ monotonic: 16_000, wall: 16_000 });
    lease.confirm(lease.moment());
    expect(lease.silences).toBe(1);
  });

  it("is lost when the database can't say, and stays lost", async () => {
    const { lease, pass } = makeLease(() => Promise.reject(new Error("connection refused")));
    pass({ monotonic: 16_000, wall: 16_000 });
    await expect(lease.hold()).rejects.toBeInstanceOf(LeaseLost);
    lease.confirm(lease.moment());
    await expect(lease.hold()).rejects.toBeInstanceOf(LeaseLost);
  });
});
