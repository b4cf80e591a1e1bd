import { expect, it } from "vitest";
import { asTenantId } from "@/lib/kernel/ids";
import { countAsk, countEvent, maxAsksPerMinute, maxEventsPerMinute } from "./count-asks";

const [tenant, other] = [asTenantId("t-1"), asTenantId("t-2")];

it("lets one person ask about contacts so often a minute, and others as often", () => {
  const ask = (nowMs: number) => countAsk(tenant, "ada", nowMs);
  for (let count = 0; count < maxAsksPerMinute; count += 1)
    expect(ask(1_000 + count)).toMatchObject({ ok: true });
  expect(ask(30_000)).toMatchObject({ problem: { code: "agent-page-too-many" } });
  expect(countAsk(tenant, "bob", 30_000)).toMatchObject({ ok: true });
  expect(countAsk(other, "ada", 30_000)).toMatchObject({ ok: true });
  expect(ask(61_001)).toMatchObject({ ok: true });
});

it("keeps no more people in mind than fit, and forgets who has been silent for the longest", () => {
  for (let count = 0; count < maxAsksPerMinute; count += 1) countAsk(tenant, "first", 0);
  for (let person = 0; person < 9_999; person += 1) countAsk(tenant, `p-${person}`, 1);
  expect(countAsk(tenant, "first", 2)).toMatchObject({ ok: false });
  countAsk(tenant, "one more", 3);
  expect(countAsk(tenant, "first", 4)).toMatchObject({ ok: true });
});

it("lets one person's page tell so much a minute", () => {
  const told = Array.from({ length: maxEventsPerMinute + 3 }, () => countEvent(tenant, "ada", 1));
  expect(told.filter(Boolean)).toHaveLength(maxEventsPerMinute);
  expect(countEvent(tenant, "ada", 60_001)).toBe(true);
});
