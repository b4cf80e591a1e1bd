import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { isVendorHop } from "@/lib/hops/hop-order";
import { asContactId, type ContactId } from "@/lib/kernel/ids";
import { must } from "@/lib/testing/must";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { until } from "@/lib/testing/until";
import type { Trail } from "@/lib/trail/event";
import { pinNote } from "../notes/store";
import { scanContacts } from "../scan/scan-contacts";
import { recordContactOpening } from "../search/record-opening";
import { searchNumber } from "../search/search-number";
import { openTrail } from "./open-trail";
import { recordProofs } from "./record-proofs";

/** Nobody's number but this caller's. */
const caller = "+12065550177";
const posted = { customerIntent: "a lost card in Reykjavik", callback: "+442079460123" };

let here: SeededInstallation;
let contactId: ContactId;
let trail: Trail;

beforeAll(async () => {
  here = await seedInstallation();
  const integrationId = await here.createIntegration();
  await here.deploy(integrationId);
  const { tenantId, actor } = here;
  const call = { tenantId, actor, integrationId, from: caller, ending: "agent" as const, post: posted };
  const placed = must(await placeTestCall(call));
  contactId = placed.kind === "placed" ? placed.contactId : asContactId("");
  trail = await until(
    "everything about the call can be read",
    async () => {
      const read = await must(await openTrail(tenantId, contactId)).readAll();
      const hops = new Set(read.events.map(({ hop }) => hop));
      const isWhole = ["store", "retrieve", "agent"].every((hop) => hops.has(hop));
      return isWhole && [...hops].some(isVendorHop) && read;
    },
    60_000,
  );
}, 180_000);
afterAll(() => here.stop());

/** Every row of every table, the job queue's and the migrations' included, as text. */
async function dumpDatabase(): Promise<string> {
  const client = new pg.Client({ connectionString: here.database.ownerUrl, options: "-c app.upkeep=on" });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const dumps: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
      dumps.push(...rows.map(({ line }) => `${name} ${line}`));
    }
    return dumps.join("\n");
  } finally {
    await client.end();
  }
}

/** What was said, by the trail's own account of it. */
function utterances(): string[] {
  const panels = trail.sources.flatMap((report) =>
    report.state === "failed" ? [] : (report.panel?.rows ?? []),
  );
  return [
    ...trail.events.filter(({ kind }) => kind === "transcript").map(({ title }) => title),
    ...panels.filter(({ kind }) => kind === "transcript").map(({ value }) => value),
  ]
    .map((text) => text.replace(/^[^:]{1,20}: /, "").replace(/[“”"]/g, ""))
    .filter((text) => text.length > 12);
}

async function linesWith(text: string): Promise<string[]> {
  return (await dumpDatabase()).split("\n").filter((line) => line.includes(text));
}

it("keeps nothing of a contact that was called, opened, proven, searched for and scanned", async () => {
  const { tenantId, actor, awsConnectionId } = here;
  const { integrations } = must(await openTrail(tenantId, contactId));
  await withTenant(tenantId, async (db) => {
    await recordContactOpening(db, { tenantId, actor, contactId });
    await recordProofs(db, tenantId, integrations, trail);
  });
  const [from, to] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 60_000)];
  const found = must(await searchNumber({ tenantId, actor, number: caller, from, to }));
  expect(found.number).not.toContain("0177");
  const later = new Date(Date.now() + 180_000);
  const account = { tenantId, connectionId: awsConnectionId };
  await scanContacts(account, new AbortController().signal, undefined, later);
  const words = utterances();
  expect(words.length).toBeGreaterThan(2);
  // The trail itself knows all of it: otherwise its absence below would prove nothing.
  const known = JSON.stringify(trail);
  for (const text of [caller, "Reykjavik", "442079460123"]) expect(known, text).toContain(text);
  // A cable's own id is no address of SIP.
  const dump = (await dumpDatabase()).replaceAll(",sip:gateway,", ",");
  expect(dump).toContain(contactId);
  for (const text of ["2065550177", "Reykjavik", "442079460123", "sip:", ...words]) {
    expect(
      dump.split("\n").filter((line) => line.includes(text)),
      text,
    ).toEqual([]);
  }
});

it("keeps what a person pins, where they pinned it and nowhere else", async () => {
  const { tenantId, actor } = here;
  await withTenant(tenantId, (db) =>
    pinNote(db, { tenantId, actor, subject: { contactId }, text: `Called ${caller} back.` }),
  );
  expect(await linesWith("2065550177")).toEqual([expect.stringMatching(/^public\."ContactNote" /)]);
});
