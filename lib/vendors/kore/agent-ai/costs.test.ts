import { expect, it } from "vitest";
import { estimateCosts } from "@/lib/blueprints/cost-estimate";
import { agentAiCosts } from "./costs";

it("the usual estimate comes to what one gets by hand", () => {
  const [whisper, entry] = estimateCosts(agentAiCosts, agentAiCosts.usage);
  const amounts = (estimate: typeof whisper) =>
    Object.fromEntries((estimate?.lines ?? []).map(({ label, amount }) => [label, amount]));
  // 10,000 calls wait 2 minutes, and 9,000 of them talk for 6: 74,000 minutes, 54,000 of them with an agent.
  expect(amounts(whisper).Voice).toBeCloseTo(74_000 * 0.038, 6);
  expect(amounts(entry).Voice).toBeCloseTo(2_812, 6);
  // 1.9 MB a minute, at 0.85 cents a gigabyte each way.
  expect(amounts(whisper)["Call streams, in"]).toBeCloseTo(0.8721, 6);
  expect(amounts(entry)["Call streams, out"]).toBeCloseTo(1.1951, 6);
  expect(whisper?.total).toBeCloseTo(2_812 + 2 * 0.8721, 6);
  expect(entry?.total).toBeCloseTo(2_812 + 2 * 1.1951, 6);
  expect([whisper?.grantLeftMinutes, entry?.grantLeftMinutes]).toEqual([60, 58]);
});

it("nothing but what doesn't depend on calls is left without calls", () => {
  const prices = agentAiCosts.prices.map((price) => ({ ...price, value: 1 }));
  for (const { lines, total } of estimateCosts(
    { ...agentAiCosts, prices },
    { ...agentAiCosts.usage, calls: 0 },
  )) {
    expect(total).toBe(30);
    expect(lines.filter(({ amount }) => amount !== 0)).toEqual([{ label: "Phone number", amount: 30 }]);
  }
});

it("each price that is given says when and where it was read, and one that isn't says where to look", () => {
  for (const { value, asOf, source } of agentAiCosts.prices) {
    expect(source).not.toBe("");
    if (value === undefined) expect(asOf).toBeUndefined();
    else expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});
