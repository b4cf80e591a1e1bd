import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { asContactId, type IntegrationId, type TenantId } from "@/lib/kernel/ids";
import { newTenant } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import {
  askedPrint,
  type CallProofs,
  connectionsPrint,
  isProvable,
  keepCallProofs,
  loadVerifiedCall,
} from "./call-proofs";

let database: TestDatabase;
let of: { tenantId: TenantId; integrationId: IntegrationId };
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  const { tenantId } = await newTenant();
  const { id } = await withTenant(tenantId, async (db) => {
    const connection = await db.connection.create({
      data: { tenantId, kind: "aws", name: "Account", settings: {} },
    });
    return db.integration.create({
      data: { tenantId, blueprint: "acme", name: "Acme", settings: {}, awsConnectionId: connection.id },
    });
  });
  of = { tenantId, integrationId: id };
});

const connections = { vendors: { acme: { host: "acme.example.com" } }, instanceArn: "arn:one" };
const connectionsSha256 = connectionsPrint(connections);
const minute = (minutes: number) => new Date(Date.UTC(2026, 10, 29, 10, minutes));

async function keep({
  contactId,
  ...call
}: Partial<Omit<CallProofs, "contactId">> & { contactId: string; at: Date }): Promise<void> {
  const usual = { proven: [], refuted: [], verified: undefined, hasFindings: false };
  await withTenant(of.tenantId, (db) =>
    keepCallProofs(db, of, { ...usual, ...call, contactId: asContactId(contactId) }),
  );
}
const proven = (...rows: string[]) => rows.map((row) => ({ row, askedSha256: "asked" }));
const whole = { hops: 9, tookMs: 1_700, connectionsSha256 };
const listProofs = async () => {
  const rows = await withTenant(of.tenantId, (db) => db.guideProof.findMany({ orderBy: { row: "asc" } }));
  return rows.map(({ row, contactId }) => `${row} by ${contactId}`);
};
const verified = (by: typeof connections = connections) =>
  withTenant(of.tenantId, (db) => loadVerifiedCall(db, { id: of.integrationId, ...by }));

describe("what a call showed of the guide", () => {
  it("is kept with the call, and the newest call counts whichever is looked at last", async () => {
    await keep({ contactId: "new", at: minute(5), proven: proven("A-1", "A-2"), verified: whole });
    await keep({ contactId: "old", at: minute(1), proven: proven("A-1", "A-3"), verified: whole });
    expect(await listProofs()).toEqual(["A-1 by new", "A-2 by new", "A-3 by old"]);
    expect(await verified()).toEqual({ contactId: "new", at: minute(5), hops: 9, tookMs: 1_700 });
  });

  it("holds no longer once a newer call has failed there, and is left alone by an older one", async () => {
    await keep({ contactId: "one", at: minute(1), proven: proven("A-1", "A-2") });
    await keep({ contactId: "older", at: minute(0), refuted: ["A-1"], hasFindings: true });
    expect(await listProofs()).toEqual(["A-1 by one", "A-2 by one"]);
    await keep({ contactId: "two", at: minute(2), refuted: ["A-1"], hasFindings: true });
    expect(await listProofs()).toEqual(["A-2 by one"]);
  });

  it("is taken back when the same call's late lines show a problem", async () => {
    await keep({ contactId: "one", at: minute(1), proven: proven("A-1", "A-2"), verified: whole });
    await keep({ contactId: "one", at: minute(2), proven: proven("A-1"), hasFindings: true });
    expect(await listProofs()).toEqual(["A-1 by one"]);
    expect(await verified()).toBeUndefined();
  });

  it("stays when a later look at the call could read less of it", async () => {
    await keep({ contactId: "one", at: minute(1), proven: proven("A-1"), verified: whole });
    await keep({ contactId: "one", at: minute(1) });
    expect(await listProofs()).toEqual(["A-1 by one"]);
    expect(await verified()).toMatchObject({ contactId: "one" });
  });

  it("says nothing of a connection that leads elsewhere now", async () => {
    await keep({ contactId: "one", at: minute(1), verified: whole });
    expect(await verified({ ...connections, instanceArn: "arn:two" })).toBeUndefined();
    expect(
      await verified({ ...connections, vendors: { acme: { host: "other.example.com" } } }),
    ).toBeUndefined();
  });
});

describe("what a step asks for", () => {
  const step = {
    values: [
      { label: "URL", value: "https://one" },
      { label: "Token", value: undefined, secret: "token" },
    ],
  };
  const integration = { ...connections, secrets: { token: "sealed" } };

  it("is the same only with the same values, connections and secrets", () => {
    const asked = askedPrint(step, integration);
    expect(askedPrint(structuredClone(step), structuredClone(integration))).toBe(asked);
    const otherUrl = { values: [{ label: "URL", value: "https://two" }, ...step.values.slice(1)] };
    expect(askedPrint(otherUrl, integration)).not.toBe(asked);
    expect(askedPrint(step, { ...integration, secrets: { token: "rotated" } })).not.toBe(asked);
    expect(askedPrint(step, { ...integration, instanceArn: "arn:two" })).not.toBe(asked);
  });

  it("isn't shown by a call while the previous token is accepted too", () => {
    expect(isProvable(step, integration)).toBe(true);
    expect(isProvable(step, { secrets: { token: "sealed", tokenPrevious: "sealed" } })).toBe(false);
  });
});
