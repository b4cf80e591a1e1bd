import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { asTenantId } from "@/lib/kernel/ids";
import { wholeWithin } from "./fleet-health";

it("reads the guides of a tenant all or not at all", () => {
  const [one, two, three] = [1, 2, 3].map(() => asTenantId(randomUUID())) as [never, never, never];
  const countOf = new Map([
    [one, 1],
    [two, 3],
    [three, 1],
  ]);
  expect(wholeWithin(5, [one, two, three], countOf)).toEqual([one, two, three]);
  expect(wholeWithin(3, [one, two, three], countOf)).toEqual([one, three]);
});
