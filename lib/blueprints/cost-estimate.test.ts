import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CostModel, estimateCosts, isAmount, readAmount, type Usage } from "./cost-estimate";

const model: Omit<CostModel, "usage" | "grantNote"> = {
  prices: [
    { key: "minute", label: "A minute", unit: "USD", value: 0.04, asOf: "2026-10-07", source: "AWS" },
    { key: "gigabyte", label: "A gigabyte", unit: "USD", value: 0.0085, asOf: "2026-10-07", source: "AWS" },
    {
      key: "asked",
      label: "The vendor's price",
      unit: "USD",
      value: undefined,
      asOf: undefined,
      source: "Ask",
    },
  ],
  lines: [
    { label: "Voice", price: "minute", quantity: "call-minutes", factor: 1 },
    { label: "Streams in", price: "gigabyte", quantity: "streamed-minutes", factor: 0.002 },
    { label: "The vendor", price: "asked", quantity: "streamed-minutes", factor: 1 },
  ],
  variants: [
    { key: "whisper", label: "When an agent answers", streamsQueue: false },
    { key: "entry", label: "When the call comes in", streamsQueue: true },
  ],
  grantMinutes: 60,
};
const usage: Usage = { calls: 1000, queueMinutes: 3, agentMinutes: 5, answeredPercent: 80 };

describe("an estimate of costs", () => {
  it("counts the streamed wait, and the calls that no agent answered, only where they are streamed", () => {
    const [whisper, entry] = estimateCosts(model, usage);
    const gigabytes = (minutes: number) => minutes * 0.002 * 0.0085;
    expect(whisper?.lines[1]?.amount).toBeCloseTo(gigabytes(800 * 5), 10);
    expect(entry?.lines[1]?.amount).toBeCloseTo(gigabytes(1000 * 3 + 800 * 5), 10);
    expect(whisper?.lines[0]).toEqual(entry?.lines[0]);
  });

  it("leaves out what isn't known, and names it", () => {
    const [whisper] = estimateCosts(model, usage);
    expect(whisper?.lines[2]).toEqual({ label: "The vendor", amount: undefined });
    expect(whisper?.unknown).toEqual(["The vendor's price"]);
    expect(whisper?.total).toBeCloseTo(
      (whisper?.lines[0]?.amount ?? 0) + (whisper?.lines[1]?.amount ?? 0),
      10,
    );
  });

  it("lets the hour shrink by the wait where that is streamed, and never below nothing", () => {
    const left = (queueMinutes: number) =>
      estimateCosts(model, { ...usage, queueMinutes }).map(({ grantLeftMinutes }) => grantLeftMinutes);
    expect(left(20)).toEqual([60, 40]);
    expect(left(90)).toEqual([60, 0]);
  });

  it("never costs less to start earlier, whatever the numbers", () => {
    const amount = fc.double({ min: 0, max: 10_000, noNaN: true });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        fc.integer({ min: 0, max: 100 }),
        (calls, queue, agent, percent) => {
          const [whisper, entry] = estimateCosts(model, {
            calls,
            queueMinutes: queue,
            agentMinutes: agent,
            answeredPercent: percent,
          });
          expect(entry?.total ?? 0).toBeGreaterThanOrEqual(whisper?.total ?? 0);
        },
      ),
    );
  });
});

describe("an amount that was typed", () => {
  it.each([
    ["0.0085", 0.0085],
    [" .5 ", 0.5],
    ["7.", 7],
    ["0", 0],
    ["100", 100],
  ])("is read from %j", (text, amount) => {
    expect(readAmount(text, 100)).toBe(amount);
    expect(isAmount(text, 100)).toBe(true);
  });

  it.each([
    "0,04",
    "1,000",
    "1.000,50",
    "-1",
    "1e3",
    "$1",
    "0.04 USD",
    "100.01",
    ".",
    "٣",
    "Infinity",
    "9".repeat(400),
  ])("isn't read from %j, and isn't taken for one that was left open", (text) => {
    expect(readAmount(text, 100)).toBeUndefined();
    expect(isAmount(text, 100)).toBe(false);
  });

  it("is left open by an empty field", () => {
    expect(readAmount("  ", 100)).toBeUndefined();
    expect(isAmount("  ", 100)).toBe(true);
  });
});
