import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { asContactId, asTenantId, type TenantId } from "@/lib/kernel/ids";
import { saveSupportSeesTranscripts } from "@/lib/privacy/privacy-choices";
import { newTenant, newUser } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import type { SourceReport } from "@/lib/trail/event";
import type { Role } from "@/prisma/generated/enums";
import { lookAt, type Viewer } from "./open-look";
import type { TenantTrailReader } from "./tenant-trail-reader";

const number = "+12065550199";
const words = "I have lost my card";
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

async function newViewer(role: Role): Promise<Viewer> {
  const { tenantId } = await newTenant();
  const { userId, name } = await newUser({ memberOf: [{ tenantId, role }] });
  return { tenantId, name: "Acme Travel", actor: { userId, name }, role };
}

/** A contact with one source, which answers with the caller's number. */
function newReader(contactId = asContactId(randomUUID()), onRead = () => {}): TenantTrailReader {
  const report: SourceReport = {
    source: "contact-record",
    title: "Contact record",
    state: "ok",
    tookMs: 1,
    events: [
      {
        ...{ id: "one", at: "2024-03-04T10:00:00.000Z", hop: "number", source: "contact-record" },
        ...{ severity: "info", code: "test.step", title: `The call from ${number} began` },
        ...{ contactId, raw: {} },
      },
      {
        ...{ id: "two", at: "2024-03-04T10:00:01.000Z", hop: "voice", source: "contact-record" },
        ...{ kind: "transcript", severity: "info", code: "test.said", title: `Caller: ${words}` },
        ...{ contactId, raw: {} },
      },
    ],
  };
  return {
    ...{ contactId, connectionId: randomUUID(), integrations: [], described: true, phase: "settled" },
    window: { fromMs: 0, toMs: 0 },
    readFacts: async () => ({}),
    readAll: () => Promise.reject(new Error("A look reads source by source.")),
    sources: [
      {
        source: report.source,
        title: report.title,
        read: async () => {
          onRead();
          return report;
        },
      },
    ],
  };
}

const recorded = (tenantId: TenantId) =>
  withTenant(tenantId, (db) =>
    db.auditEvent.findMany({ select: { action: true, target: true }, orderBy: { id: "asc" } }),
  );

describe("a look at a contact", () => {
  it("shows support transcripts once an administrator allowed it, never numbers, and records each showing", async () => {
    const viewer = await newViewer("support");
    const { tenantId } = viewer;
    const reader = newReader();
    const told = async () => {
      const look = await lookAt(reader, viewer, true);
      return {
        look,
        text: JSON.stringify(await Promise.all(look.sources.map(({ screen }) => screen))),
        ticket: await look.ticket,
      };
    };
    const before = await told();
    expect(before.look.clear).toEqual({ phones: false, transcripts: false });
    expect(before.text).not.toContain(words);
    const admin = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
    const allow = (isAllowed: boolean) =>
      withTenant(tenantId, (db) => saveSupportSeesTranscripts(db, { tenantId, actor: admin }, isAllowed));
    await allow(true);
    await allow(true);
    const after = await told();
    expect(after.text).toContain(words);
    expect(after.text).not.toContain(number);
    expect(after.ticket).not.toContain(words);
    await allow(false);
    expect((await told()).text).not.toContain(words);
    const shown = (await recorded(tenantId)).filter(({ action }) => action !== "contact:open");
    expect(shown).toEqual([
      { action: "privacy:transcripts", target: tenantId },
      { action: "contact:unmask-transcripts", target: reader.contactId },
      { action: "privacy:transcripts", target: tenantId },
    ]);
  });

  it("leaves the server masked, and is in the audit before anything of it does", async () => {
    const viewer = await newViewer("admin");
    const reader = newReader();
    const look = await lookAt(reader, viewer, false);
    expect(await recorded(viewer.tenantId)).toEqual([{ action: "contact:open", target: reader.contactId }]);
    expect(JSON.stringify(await Promise.all(look.sources.map(({ screen }) => screen)))).not.toContain(number);
    expect(JSON.stringify(await look.sources[0]?.screen)).not.toContain(words);
    expect(await look.ticket).not.toContain(number);
    expect(await look.ticket).not.toContain(words);
    // For the server alone.
    expect(JSON.stringify(await look.trail)).toContain(number);
  });

  it("shows numbers to somebody who asks and may, says so in the audit, and keeps the ticket masked", async () => {
    const viewer = await newViewer("admin");
    const reader = newReader();
    const look = await lookAt(reader, viewer, true);
    expect((await recorded(viewer.tenantId)).map(({ action }) => action)).toEqual([
      "contact:open",
      "contact:unmask",
    ]);
    expect(JSON.stringify(await look.sources[0]?.screen)).toContain(number);
    expect(JSON.stringify(await look.sources[0]?.screen)).toContain(words);
    expect(await look.ticket).not.toContain(number);
    expect(await look.ticket).not.toContain(words);
  });

  it("stays masked for somebody who asks and may not", async () => {
    const viewer = await newViewer("support");
    const look = await lookAt(newReader(), viewer, true);
    expect((await recorded(viewer.tenantId)).map(({ action }) => action)).toEqual(["contact:open"]);
    expect(JSON.stringify(await look.sources[0]?.screen)).not.toContain(number);
  });

  it("reads the sources while it is recorded, and shows nothing when it can't be recorded", async () => {
    const viewer = await newViewer("admin");
    let reads = 0;
    const look = lookAt(
      newReader(undefined, () => {
        reads += 1;
      }),
      { ...viewer, tenantId: asTenantId(randomUUID()) },
      true,
    );
    expect(reads).toBe(1);
    await expect(look).rejects.toThrow();
  });
});
