import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withTenant } from "@/lib/access/tenant/scope";
import { listNotes, maxNoteCharacters, maxNotes, pinNote, removeNote } from "@/lib/contacts/notes/store";
import { asContactId } from "@/lib/kernel/ids";
import { newTenant, newUser } from "@/lib/testing/people";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

async function newDesk() {
  const { tenantId } = await newTenant();
  const { userId, name } = await newUser({ memberOf: [{ tenantId, role: "support" }] });
  const contactId = asContactId(randomUUID());
  const actor = { userId, name };
  return {
    tenantId,
    contactId,
    actor,
    pin: (text: string, by = actor) =>
      withTenant(tenantId, (db) => pinNote(db, { tenantId, actor: by, subject: { contactId }, text })),
    remove: (noteId: string, by = actor, mayRemoveAny = false) =>
      withTenant(tenantId, (db) =>
        removeNote(db, { tenantId, actor: by, subject: { contactId }, noteId, mayRemoveAny }),
      ),
    list: (of = contactId) => withTenant(tenantId, (db) => listNotes(db, { contactId: asContactId(of) })),
    audit: () =>
      withTenant(tenantId, (db) =>
        db.auditEvent.findMany({ select: { action: true, target: true, actorName: true, detail: true } }),
      ),
  };
}

it("keeps what was pinned, with who and when, newest first and for this contact alone", async () => {
  const desk = await newDesk();
  await desk.pin("  The token was rotated.\nAcme has the new one since ten. ");
  await desk.pin("Called back: all is well.");
  expect(await desk.list()).toMatchObject([
    { text: "Called back: all is well.", authorName: desk.actor.name },
    { text: "The token was rotated.\nAcme has the new one since ten.", authorId: desk.actor.userId },
  ]);
  expect(await desk.list(asContactId(randomUUID()))).toEqual([]);
  const stranger = await newDesk();
  expect(
    await withTenant(stranger.tenantId, (db) => listNotes(db, { contactId: asContactId(desk.contactId) })),
  ).toEqual([]);
});

it("is audited by the contact's id, and the text is not in the audit", async () => {
  const desk = await newDesk();
  const pinned = await desk.pin("The caller is at +12065550123.");
  const noteId = pinned.ok ? pinned.value.id : "";
  await desk.remove(noteId);
  const events = await desk.audit();
  expect(events.map(({ action, target }) => [action, target])).toEqual([
    ["contact:note", desk.contactId],
    ["contact:note-remove", desk.contactId],
  ]);
  expect(JSON.stringify(events)).not.toContain("5550123");
});

it.each([
  ["", "note-empty"],
  [" \n ", "note-empty"],
  ["x".repeat(maxNoteCharacters + 1), "note-too-long"],
])("refuses %j", async (text, code) => {
  const desk = await newDesk();
  expect(await desk.pin(text)).toMatchObject({ ok: false, problem: { code } });
  expect(await desk.list()).toEqual([]);
  expect(await desk.audit()).toEqual([]);
});

it("takes so many notes and no more", async () => {
  const desk = await newDesk();
  const { tenantId, contactId, actor } = desk;
  await withTenant(tenantId, async (db) => {
    await db.contactNote.createMany({
      data: Array.from({ length: maxNotes }, () => ({
        tenantId,
        contactId,
        text: "x",
        authorId: actor.userId,
        authorName: actor.name,
      })),
    });
  });
  expect(await desk.pin("one more")).toMatchObject({ ok: false, problem: { code: "notes-too-many" } });
});

it("lets its author and those who look after the tenant remove a note, and nobody else; twice is once", async () => {
  const desk = await newDesk();
  const other = await newUser();
  const [one, two] = [await desk.pin("one"), await desk.pin("two")].map((note) =>
    note.ok ? note.value.id : "",
  );
  expect(await desk.remove(one ?? "", other)).toMatchObject({ ok: false, problem: { code: "note-not-own" } });
  expect(await desk.list()).toHaveLength(2);
  expect(await desk.remove(one ?? "")).toMatchObject({ ok: true, value: { removed: true } });
  expect(await desk.remove(one ?? "")).toMatchObject({ ok: true, value: { removed: false } });
  expect(await desk.remove(two ?? "", other, true)).toMatchObject({ ok: true, value: { removed: true } });
  expect(await desk.list()).toEqual([]);
});

it("cannot be rewritten, not even by the console itself", async () => {
  const desk = await newDesk();
  await desk.pin("as written");
  const rewrite = withTenant(desk.tenantId, (db) => db.contactNote.updateMany({ data: { text: "other" } }));
  await expect(rewrite).rejects.toThrow(/permission denied/);
});
