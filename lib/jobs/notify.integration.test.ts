import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { closeNotifications, listen, notifyTenant } from "@/lib/jobs/notify";
import type { TenantId } from "@/lib/kernel/ids";
import { newTenant } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { until } from "@/lib/testing/until";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ ownServer: true });
});
afterAll(async () => {
  await closeNotifications();
  await database.stop();
});

const tell = (tenantId: TenantId, topic: string) =>
  withTenant(tenantId, (db) => notifyTenant(db, tenantId, topic));

describe("a notification", () => {
  it("reaches those who listen to its tenant and topic, when its transaction commits, until they stop", async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const heard: string[] = [];
    const stops = await Promise.all([
      listen(one.tenantId, "deployment:1", () => heard.push("one")),
      listen(other.tenantId, "deployment:1", () => heard.push("other")),
      listen(one.tenantId, "deployment:2", () => heard.push("two")),
    ]);
    heard.length = 0;
    await withTenant(one.tenantId, async (db) => {
      await notifyTenant(db, one.tenantId, "deployment:1");
      throw new Error("rolled back");
    }).catch(() => undefined);
    await tell(one.tenantId, "deployment:2");
    await until("the second topic", () => heard.includes("two"));
    await tell(one.tenantId, "deployment:1");
    await until("the first topic", () => heard.includes("one"));
    expect(heard).toEqual(["two", "one"]);

    stops[0]();
    await tell(one.tenantId, "deployment:1");
    await tell(one.tenantId, "deployment:2");
    await until("the second topic again", () => heard.length === 3);
    expect(heard).toEqual(["two", "one", "two"]);
  });

  it("comes again after the database was restarted, and whoever listens is told of the gap", async () => {
    const { tenantId } = await newTenant();
    let calls = 0;
    await listen(tenantId, "deployment:1", () => {
      calls += 1;
    });
    const before = calls;
    await database.restart();
    await until("being told of the gap", () => calls > before, 15_000);
    const told = calls;
    await tell(tenantId, "deployment:1");
    await until("a notification afterwards", () => calls > told);
  });
});
