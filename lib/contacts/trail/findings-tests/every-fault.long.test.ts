import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { recordPageEvent } from "@/lib/agent-page/record-page-event";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { askSandbox } from "@/lib/calls/ask-sandbox";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { listConnectChoices } from "@/lib/connections/list-connect-choices";
import { settleInstance } from "@/lib/connections/settle-instance";
import { saveConnection } from "@/lib/connections/store";
import { setBypass } from "@/lib/deployments/bypass";
import { rotateToken } from "@/lib/integrations/rotate-token";
import { asContactId, asIntegrationId, type ContactId, type TenantId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { newTenant } from "@/lib/testing/people";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { until } from "@/lib/testing/until";
import type { Finding, Trail } from "@/lib/trail/event";
import { findCableProofs } from "@/lib/vendors/blueprints";
import type { FaultRow as Row } from "@/lib/vendors/testing/fault-table";
import { faultTables } from "@/lib/vendors/testing/fault-tables";
import { buildTrail } from "../build-trail";
import { openTrail } from "../open-trail";
import { provenCables } from "../proven-cables";
import { recordLook, verdictOf } from "../record-look";

type Kind = string;
const noRow: Row = ["", "", {}];

const kinds: Kind[] = faultTables.map(({ kind }) => kind);
const tableOf = (kind: Kind) => faultTables.find((table) => table.kind === kind) ?? faultTables[0];
const [{ kind: main, refused = noRow, ofTheAccount }] = faultTables;
let installation: SeededInstallation;
const integrations: Record<Kind, string> = {};

beforeAll(async () => {
  installation = await seedInstallation();
  const { clients, instanceId } = await openAwsConnection(
    installation.tenantId,
    installation.awsConnectionId,
  );
  for (const { kind, prefix, choose } of faultTables) {
    const settings = await choose?.({ connect: clients.connect, instanceId });
    integrations[kind] = await installation.createIntegration({
      kind,
      ...(prefix && { prefix }),
      ...(settings && { settings }),
    });
  }
  for (const kind of kinds)
    expect(await installation.deploy(asIntegrationId(integrationOf(kind)))).toMatchObject({
      status: "succeeded",
    });
});
afterAll(() => installation?.stop());

const integrationOf = (kind: Kind) => integrations[kind] ?? "";

/** Kinds that share a row share the flows and functions that it is about: it's tried through the first of them. */
function isFirst(kind: Kind, row: Row): boolean {
  const owner = faultTables.find(({ ofOneCall, ofTheAccount: changed }) =>
    [...ofOneCall, ...changed].includes(row),
  );
  return owner?.kind === kind;
}

/** Places the call by the console's own code, and waits for its end. */
async function call(kind: Kind, fault?: string, ending: string = "agent"): Promise<string> {
  const { tenantId, actor } = installation;
  const placed = must(
    await placeTestCall({
      ...{
        tenantId,
        actor,
        integrationId: asIntegrationId(integrationOf(kind)),
        from: "+12065550199",
        ending,
      },
      ...(fault === undefined ? {} : { fault }),
    }),
  );
  if (placed.kind !== "placed") throw new Error(placed.sentence);
  const url = `${installation.sandbox.awsUrl}/_sandbox/calls/${placed.contactId}`;
  await until(
    "the call has ended",
    async () => ((await askSandbox(tenantId, "GET", url)) as { state: string }).state === "ended",
    30_000,
  );
  return placed.contactId;
}

/** As the contact's page reads it, a minute later: by then what is missing counts as missing. */
async function readTrail(contactId: ContactId): Promise<Trail> {
  const reader = must(await openTrail(installation.tenantId, contactId));
  const [facts, reports] = await Promise.all([
    reader.readFacts(),
    Promise.all(reader.sources.map((source) => source.read())),
  ]);
  return buildTrail(contactId, reports, new Date(Date.now() + 60_000), facts);
}

/** As somebody who opens the contact's page, once no line can come any more. */
async function lookAt(contactId: ContactId): Promise<void> {
  const { tenantId } = installation;
  const reader = must(await openTrail(tenantId, contactId));
  const trail = await readTrail(contactId);
  const verdict = verdictOf({ ...reader, phase: "settled" }, trail, new Date(Date.now() + 600_000));
  await withTenant(tenantId, (db) => recordLook(db, tenantId, reader, trail, verdict));
}

function expectOnly(trail: Trail, [, code, facts]: Row): void {
  expect(trail.findings.map((finding) => finding.code)).toEqual([code]);
  const [finding] = trail.findings;
  expect(finding?.facts ?? {}).toMatchObject(facts);
  expectEvidence(trail, finding);
}

/** What the overview shows of it: the cause on one cable, and nothing that came of it in a color. */
function expectColored(trail: Trail, kind: Kind, fault: string): void {
  const proofs = findCableProofs(kind);
  const colored = (proofs ? provenCables(trail, proofs) : []).flatMap(({ cable, state }) =>
    state === "bad" || state === "attention" ? [`${cable} ${state}`] : [],
  );
  expect(colored).toEqual([tableOf(kind).colored[fault] ?? []].flat());
}

function expectEvidence(trail: Trail, finding: Finding | undefined): void {
  const known = new Set([...trail.events, ...trail.uncertain].map(({ id }) => id));
  expect(finding?.evidence.filter((id) => !known.has(id))).toEqual([]);
  // What could not be read has no event to point at.
  if (finding?.code !== "source-not-readable") expect(finding?.evidence).not.toEqual([]);
}

/** More calls at once would keep their Lambdas waiting for a processor until these run out of time. */
const lanes = [Promise.resolve(), Promise.resolve()];
let placed = 0;
function inLane<Value>(work: () => Promise<Value>): Promise<Value> {
  const lane = placed++ % lanes.length;
  const done = (lanes[lane] ?? Promise.resolve()).then(work);
  lanes[lane] = done.then(
    () => undefined,
    () => undefined,
  );
  return done;
}

const isSlow = (fault: string) => /times-out|late/.test(fault);
const codesIn = async (contactId: ContactId) => (await readTrail(contactId)).findings.map(({ code }) => code);
const codesOf = async (kind: Kind) => codesIn(asContactId(await call(kind)));

describe("a healthy call", () => {
  const ways = faultTables.flatMap(({ kind, endings }) => endings.map((ending) => [kind, ending] as const));
  it.each(ways)(
    "through %s that comes to “%s” has no finding, and no cable in a color",
    async (kind, ending) => {
      const trail = await readTrail(asContactId(await call(kind, undefined, ending)));
      expect(trail.findings).toEqual([]);
      expectColored(trail, kind, "none");
    },
  );
});

it.each(faultTables.flatMap(({ kind, refused }) => (refused ? [{ kind, refused }] : [])))(
  "a post with a wrong token through $kind is told from the API's refusal",
  async ({ kind, refused }) => {
    const trail = await readTrail(asContactId(await call(kind, refused[0])));
    expectOnly(trail, refused);
    expectColored(trail, kind, refused[0]);
  },
);

describe.concurrent("a call that goes wrong by itself", () => {
  const rows = faultTables.flatMap(({ kind, ofOneCall }) =>
    ofOneCall.filter((row) => isFirst(kind, row)).map((row) => ({ kind, row, fault: row[0], code: row[1] })),
  );
  // Those that wait for a limit first: the others go on meanwhile.
  rows.sort((one, other) => Number(isSlow(other.fault)) - Number(isSlow(one.fault)));
  it.each(rows)("$fault through $kind has the one finding $code, on its one cable", async ({ kind, row }) => {
    const contactId = asContactId(
      await (row[0] === "retrieve-times-out" ? call(kind, row[0]) : inLane(() => call(kind, row[0]))),
    );
    // A late post is still on its way when the call has ended.
    if (row[1] === "metadata-late")
      await until(
        "the post has come",
        async () => (await readTrail(contactId)).events.some(({ source }) => source === "metadata"),
        20_000,
      );
    const trail = await readTrail(contactId);
    expectOnly(trail, row);
    expectColored(trail, kind, row[0]);
  });
});

describe("a call that an agent's page opens", () => {
  const rows = faultTables.flatMap(({ kind, onAgentPage }) =>
    (onAgentPage?.rows ?? []).map((row) => ({ kind, row, fault: row[0] })),
  );
  it.each(rows)(
    "$fault through $kind has its one finding, from when the page met it",
    async ({ kind, row }) => {
      const { tenantId, actor, sandbox } = installation;
      const url = tableOf(kind).onAgentPage?.panelUrl(sandbox.vendorUrls) ?? "";
      const isThere = async () => (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
      expect(await isThere()).toBe(true);
      const integrationId = asIntegrationId(integrationOf(kind));
      const wanted = { tenantId, actor, integrationId, from: "+12065550199", ending: "agent", fault: row[0] };
      const placed = must(await placeTestCall({ ...wanted, post: { seconds: 6 } }));
      if (placed.kind !== "placed") throw new Error(placed.sentence);
      const contactId = asContactId(placed.contactId);
      await until("the panel doesn't load anymore", async () => !(await isThere()), 5_000);
      // As the page reports it when the panel doesn't announce itself.
      const met = { tenantId, userId: actor.userId, contactId, code: "failed" as const };
      expect(await withTenant(tenantId, (db) => recordPageEvent(db, met))).toBe(true);
      await until("the panel is there for the next contact", isThere, 30_000);
      const trail = await until("the call has ended", async () => {
        const read = await readTrail(contactId);
        return read.events.some(({ source, hop }) => source === "contact-record" && hop === "agent") && read;
      });
      expectOnly(trail, row);
      expectColored(trail, kind, row[0]);
    },
  );
});

it.each(
  faultTables.flatMap(({ kind, onAgentPage }) => (onAgentPage?.met ?? []).map((row) => ({ kind, row }))),
)("what an agent's page met on a call through $kind has its one finding: $row.1", async ({ kind, row }) => {
  const { tenantId, actor } = installation;
  const contactId = asContactId(await call(kind));
  const met = { tenantId, userId: actor.userId, contactId, code: row[0] };
  expect(await withTenant(tenantId, (db) => recordPageEvent(db, met))).toBe(true);
  expectOnly(await readTrail(contactId), row);
});

describe("a call in an account that somebody changed", () => {
  const faults = [...new Set(faultTables.flatMap((table) => table.ofTheAccount.map(([fault]) => fault)))];
  const kindsWith = (fault: string) =>
    kinds.filter((kind) => tableOf(kind).ofTheAccount.some((row) => row[0] === fault && isFirst(kind, row)));
  const everyCallMeets =
    /^(flow-logging-off-instance|log-group-missing|media-streaming-off|stream-key-refused|origin-not-approved|application-|profile-)/;
  it.each(faults)("%s has its one finding, through whatever integration the call comes", async (fault) => {
    const check = async (kind: Kind) => {
      const row = tableOf(kind).ofTheAccount.find(([name]) => name === fault);
      const trail = await readTrail(asContactId(await call(kind, fault)));
      expectOnly(trail, row ?? [fault, "bypass-on", {}]);
      expectColored(trail, kind, fault);
    };
    // What every call meets is put back by the next one, to whatever number.
    if (everyCallMeets.test(fault)) for (const kind of kindsWith(fault)) await check(kind);
    else await Promise.all(kindsWith(fault).map((kind) => inLane(() => check(kind))));
  });

  it.each(
    ofTheAccount.filter(([fault]) => /flow-logging-off-flow|flow-changed|group-missing|dead-end/.test(fault)),
  )("%s is told the same after everything was put back, and that it is different today", async (...row) => {
    const contactId = asContactId(await call(main, row[0]));
    await lookAt(contactId);
    expect(await codesOf(main)).toEqual([]);
    const later = await readTrail(contactId);
    expectOnly(later, row);
    expect(later.findings[0]?.since?.code).toBe(
      row[1] === "log-group-missing" ? "log-group-made" : "flow-published",
    );
  });

  it.each(kinds)("is followed by a healthy one through %s: everything is put back", async (kind) => {
    expect(await codesOf(kind)).toEqual([]);
  });
});

describe.each(kinds)("the bypass of %s", (kind) => {
  const turn = async (on: boolean) =>
    must(
      await setBypass({
        ...{ tenantId: installation.tenantId, integrationId: asIntegrationId(integrationOf(kind)) },
        ...{ on, actor: installation.actor },
      }),
    );

  it("explains a call past the voice agent, also after it was turned off", async () => {
    await turn(true);
    const contactId = asContactId(await call(kind));
    await turn(false);
    expectOnly(await readTrail(contactId), [kind, "bypass-on", { by: "Owner" }]);
    expect(await codesOf(kind)).toEqual([]);
  });
});

describe("a verdict", () => {
  it("is not given where no integration is: nothing of the tenant's took part", async () => {
    const verdictIn = async (tenantId: TenantId, contactId: ContactId) => {
      const reader = must(await openTrail(tenantId, contactId));
      const trail = await reader.readAll();
      return verdictOf({ ...reader, phase: "settled" }, trail, new Date(Date.now() + 600_000)).kind;
    };
    const ours = asContactId(await call(main));
    expect(await verdictIn(installation.tenantId, ours)).toBe("healthy");
    const { tenantId } = await newTenant();
    const contactId = asContactId(await callInOwnAccount(tenantId));
    expect(await verdictIn(tenantId, contactId)).toBe("not-ours");
    // Another tenant's contact is none here, nor is this one there.
    for (const [tenant, foreign] of [
      [tenantId, ours],
      [installation.tenantId, contactId],
    ] as const)
      expect(await openTrail(tenant, asContactId(foreign))).toMatchObject({
        problem: { code: "contact-unknown" },
      });
  });

  it("is that nothing could be read while AWS is out of order, for one reason, and comes back with it", async () => {
    const contactId = asContactId(await call(main));
    const judge = async () => {
      const reader = must(await openTrail(installation.tenantId, contactId));
      return verdictOf(
        { ...reader, phase: "settled" },
        await reader.readAll(),
        new Date(Date.now() + 600_000),
      );
    };
    await installation.fault({ kind: "error" });
    const down = await judge();
    await installation.clearFaults();
    expect(down.kind).toBe("unread");
    expect(down.unread.map(({ code }) => code)).toContain("aws-fault");
    expect(new Set(down.unread.map(({ code }) => code)).size).toBe(down.unread.length);
    expect((await judge()).kind).toBe("healthy");
  });
});

describe("what the console itself knows", () => {
  it("leaves a flow alone that was changed after the call, or that cannot be read", async () => {
    const before = asContactId(await call(main));
    const after = asContactId(await call(main, "live-flow-changed"));
    expect(await codesIn(before)).toEqual([]);
    expect(await codesIn(after)).toEqual(["flow-changed"]);
    await installation.fault({ service: "connect", operation: "DescribeContactFlow", kind: "deny" });
    expect(await codesIn(after)).toEqual([]);
    await installation.clearFaults();
  });

  it("tells when the token was rotated that the API then refused, for calls since", async () => {
    const { tenantId, actor } = installation;
    const before = asContactId(await call(main, refused[0]));
    const id = asIntegrationId(integrationOf(main));
    must(await withTenant(tenantId, (db) => rotateToken(db, { tenantId, actor, id, name: "authToken" })));
    // The vendor has the new token, and the API is not deployed with it yet.
    const since = await readTrail(asContactId(await call(main)));
    expectOnly(since, ["", "authorizer-denied", { reason: "token", wasRotated: true }]);
    expect(since.findings[0]?.link?.href).toMatch(new RegExp(`/integrations/${id}/guide$`));
    // Whether it is certain depends on how many calls the account has had by now: a page of them at most.
    expectOnly(await readTrail(before), ["", "authorizer-denied", { reason: "token", wasRotated: false }]);
  });
});

/** A call through the sample flow of the tenant's own sandbox account, which is connected for it. */
async function callInOwnAccount(tenantId: TenantId): Promise<string> {
  const settled = must(
    await settleInstance({
      tenantId,
      settings: { access: { kind: "sandbox" }, region: "us-east-1" },
      secrets: {},
    }),
  );
  const connection = { tenantId, actor: installation.actor, kind: "aws", name: "Own", settings: settled };
  const { id } = must(await withTenant(tenantId, (db) => saveConnection(db, connection)));
  const [number] = must(await listConnectChoices(tenantId, id)).phoneNumbers;
  const sandbox = { ...installation.sandbox, ...(settled.accountId && { accountId: settled.accountId }) };
  const placed = await tellSandbox(sandbox, "POST", "calls", { from: "+12065550199", to: number?.name });
  const contactId = String(placed.contactId);
  await until(
    "the call has ended",
    async () => (await tellSandbox(sandbox, "GET", `calls/${contactId}`)).state === "ended",
    30_000,
  );
  return contactId;
}
