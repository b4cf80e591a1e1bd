import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { asTenantId, type TenantId } from "@/lib/kernel/ids";
import { mostStreams, takeStream } from "./open-streams";

const open = (userId: string, tenantId: TenantId, count: number) =>
  Array.from({ length: count }, () => takeStream(userId, tenantId));
const refused = { problem: { code: "too-many-streams" } };

it("limits one person's streams, says so, and doesn't affect another person", () => {
  const [tenantId, userId] = [randomUUID(), randomUUID()];
  const taken = open(userId, asTenantId(tenantId), mostStreams.user);
  expect(taken.every((each) => "giveBack" in each)).toBe(true);
  expect(takeStream(userId, asTenantId(tenantId))).toMatchObject(refused);
  expect(takeStream(userId, asTenantId(randomUUID()))).toMatchObject(refused);
  expect(takeStream(randomUUID(), asTenantId(tenantId))).toHaveProperty("giveBack");
});

it("frees an ended stream's slot once", () => {
  const [tenantId, userId] = [randomUUID(), randomUUID()];
  const [first] = open(userId, asTenantId(tenantId), mostStreams.user);
  if (!first || !("giveBack" in first)) throw new Error("refused");
  first.giveBack();
  first.giveBack();
  expect(takeStream(userId, asTenantId(tenantId))).toHaveProperty("giveBack");
  expect(takeStream(userId, asTenantId(tenantId))).toMatchObject(refused);
});

it("limits one tenant's streams, whoever opens them, and doesn't affect another tenant", () => {
  const tenantId = asTenantId(randomUUID());
  for (let people = 0; people < mostStreams.tenant / mostStreams.user; people += 1)
    open(randomUUID(), tenantId, mostStreams.user);
  expect(takeStream(randomUUID(), tenantId)).toMatchObject(refused);
  expect(takeStream(randomUUID(), asTenantId(randomUUID()))).toHaveProperty("giveBack");
});
