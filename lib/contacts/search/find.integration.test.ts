import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { asIntegrationId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { newTenant } from "@/lib/testing/people";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";
import { listIdWords } from "@/lib/vendors/ids";
import { noFilter, parseFilter } from "./contact-filter";
import { fetchChunk } from "./list-chunk";
import { searchNumber } from "./search-number";
import { findByText } from "./testing/find-by-text";

const caller = "+12065550199";
const hourMs = 3_600_000;
let installation: SeededInstallation;
let integrationId = asIntegrationId("");
let call = "";
const other = "0f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";

beforeAll(async () => {
  installation = await seedInstallation();
  integrationId = await installation.createIntegration();
  const deployed = await installation.deploy(integrationId);
  if (deployed?.status !== "succeeded") throw new Error(JSON.stringify(deployed?.problem));
  call = (await installation.call(integrationId)).contactId;
  const now = Date.now();
  await control("PUT", "connect/options", { searchableAttributeKeys: ["caseId"] });
  await control("POST", "contacts", {
    contacts: [
      {
        id: other,
        channel: "CHAT",
        initiatedAt: now - 2 * hourMs,
        queue: "Priority Support",
        agent: "sam",
        attributes: { caseId: "7" },
      },
    ],
  });
}, 120_000);
afterAll(() => installation.stop());

const control = (method: "PUT" | "POST", path: string, body: object) =>
  tellSandbox(installation.sandbox, method, path, body);

const find = (text: string, tenantId = installation.tenantId) => findByText(tenantId, text);

describe("an id in the box", () => {
  it("leads to the contact", async () => {
    expect(await find(call.toUpperCase())).toEqual({
      ok: true,
      value: { contactId: call, idKind: "contact-id" },
    });
  });

  it("is found nowhere in another tenant, which is told like an id that nobody ever had", async () => {
    const { tenantId } = await newTenant();
    expect(await find(call, tenantId)).toMatchObject({ problem: { code: "no-aws-connection" } });
    expect(await find("99999999-9999-4999-8999-999999999999")).toMatchObject({
      problem: { code: "contact-not-found", wayOut: expect.stringContaining("24 months") },
    });
    for (const { title } of listIdWords()) {
      expect(await find(`${title} nobody-1`)).toMatchObject({
        problem: { code: "contact-not-found", sentence: expect.stringContaining(title) },
      });
    }
  });

  it("still leads to the trail when Amazon Connect cannot be asked for the record", async () => {
    await installation.fault({ service: "connect", operation: "DescribeContact", kind: "deny" });
    try {
      expect(await find(call)).toMatchObject({ ok: true, value: { idKind: "contact-id" } });
    } finally {
      await installation.clearFaults();
    }
  });
});

describe("a caller's number and a day", () => {
  const search = (number: string, from = Date.now() - 12 * hourMs) =>
    searchNumber({
      tenantId: installation.tenantId,
      actor: installation.actor,
      number,
      from: new Date(from),
      to: new Date(from + 24 * hourMs),
    });

  it("gives the contacts that the flow log names with it, and leaves it masked in the audit and nowhere else", async () => {
    const found = await until("the flow log has the call", async () => {
      const answer = must(await search(caller));
      return answer.contacts.some(({ contactId }) => contactId === call) && answer;
    });
    expect(found).toMatchObject({ complete: true, number: "+1 206 ••• ••99" });
    expect(found.contacts.find(({ contactId }) => contactId === call)?.caller).toBe("+1 206 ••• ••99");
    expect(must(await search("+1206555019")).contacts).toEqual([]);
    const events = await withTenant(installation.tenantId, (db) =>
      db.auditEvent.findMany({ where: { action: "contact:search-number" } }),
    );
    expect(events[0]?.target).toBe("+1 206 ••• ••99");
    expect(JSON.stringify(events, (_, value) => (typeof value === "bigint" ? 0 : value))).not.toContain(
      "5550199",
    );
    expect(await withTenant(installation.tenantId, (db) => db.recentSearch.count())).toBe(0);
  });

  it("refuses more than a day", async () => {
    const from = new Date(Date.now() - 48 * hourMs);
    expect(
      await searchNumber({
        tenantId: installation.tenantId,
        actor: installation.actor,
        number: caller,
        from,
        to: new Date(),
      }),
    ).toMatchObject({ problem: { code: "day-invalid" } });
  });
});

describe("the list", () => {
  const list = async (address: string) => {
    const filter = parseFilter(Object.fromEntries(new URLSearchParams(address)));
    const [from, to] = [new Date(Date.now() - 24 * hourMs), new Date(Date.now() + 1000)];
    return must(await fetchChunk({ tenantId: installation.tenantId, filter, from, to })).contacts;
  };

  it("has names for queues and agents, and is narrowed by each filter", async () => {
    const [chat] = await list("channel=CHAT");
    expect(chat).toMatchObject({ contactId: other, queue: "Priority Support", agent: "sam" });
    const ids = async (address: string) => (await list(address)).map(({ contactId }) => contactId);
    expect(await ids(`queue=${chat?.queueId}`)).toEqual([other]);
    expect(await ids(`agent=${chat?.agentId}&channel=CHAT`)).toEqual([other]);
    expect(await ids("method=API")).toEqual([other]);
    expect(await ids("attribute=caseId%3D7")).toEqual([other]);
    expect(await ids("attribute=caseId%3D8")).toEqual([]);
  });

  it("has of an integration's calls those that its flow log tells", async () => {
    const calls = await until("the flow log has the call", async () => {
      const found = await list(`integration=${integrationId}`);
      return found.length > 0 && found;
    });
    expect(calls.map(({ contactId }) => contactId)).toEqual([call]);
    expect(await list(`integration=${integrationId}&channel=CHAT`)).toEqual([]);
  });

  it("says what is not there any more", async () => {
    const [from, to] = [new Date(Date.now() - hourMs), new Date()];
    const filter = { ...noFilter, integration: other };
    expect(await fetchChunk({ tenantId: installation.tenantId, filter, from, to })).toMatchObject({
      problem: { code: "integration-unknown" },
    });
    expect(
      await fetchChunk({ tenantId: installation.tenantId, filter: noFilter, from, to, token: "AAAA" }),
    ).toMatchObject({ problem: { code: "page-token-invalid" } });
  });
});
