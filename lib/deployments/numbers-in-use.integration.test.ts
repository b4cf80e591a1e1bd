import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { newTenant } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { listNumbersInUse } from "./numbers-in-use";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.stop());

describe("a phone number in use", () => {
  it("is the integration's that has it in its settings or has deployed it, and nobody's in another account", async () => {
    const { tenantId } = await newTenant();
    const [account, other] = [randomUUID(), randomUUID()];
    await withTenant(tenantId, async (db) => {
      for (const [index, id] of [account, other].entries()) {
        await db.connection.create({ data: { tenantId, id, kind: "aws", name: `${index}`, settings: {} } });
      }
      const add = (name: string, awsConnectionId: string, testNumbers: string[]) =>
        db.integration.create({
          data: {
            ...{ tenantId, name, awsConnectionId, blueprint: "small" },
            settings: { entry: { kind: "numbers", testNumbers, liveNumbers: [], promoted: false } },
          },
        });
      const one = await add("One", account, ["+12065550100"]);
      await add("Two", account, ["+12065550101"]);
      await add("Elsewhere", other, ["+12065550102"]);
      await db.managedResource.create({
        data: {
          ...{ tenantId, integrationId: one.id, logicalId: "n", type: "phone-number-flow" },
          ...{ name: "+12065550109", physicalId: "p", outputs: {}, desired: {}, deploymentId: randomUUID() },
        },
      });
      expect(await listNumbersInUse(db, { awsConnectionId: account })).toEqual({
        "+12065550100": "One",
        "+12065550101": "Two",
        "+12065550109": "One",
      });
      expect(await listNumbersInUse(db, { awsConnectionId: account, except: one.id })).toEqual({
        "+12065550101": "Two",
      });
    });
  });
});
