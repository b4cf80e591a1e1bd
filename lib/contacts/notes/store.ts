import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import type { TenantDatabase, TenantId } from "@/lib/access/tenant/scope";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";

/** What a person pinned to a contact, with who and when. Kept until somebody removes it. */
export interface ContactNote {
  id: string;
  text: string;
  authorId: string;
  authorName: string;
  /** ISO 8601. */
  at: string;
}

/** A note says what was found out; it is no place for a log. Characters. */
export const maxNoteCharacters = 2_000;
/** For one contact. */
export const maxNotes = 50;

/** Newest first. */
export async function listNotes(db: TenantDatabase, contactId: string): Promise<ContactNote[]> {
  const notes = await db.contactNote.findMany({
    where: { contactId },
    select: { id: true, text: true, authorId: true, authorName: true, at: true },
    orderBy: [{ at: "desc" }, { id: "asc" }],
    take: maxNotes,
  });
  return notes.map(({ at, ...note }) => ({ ...note, at: at.toISOString() }));
}

/** Keeps the text as it was written, but for blanks around it. Audited as `contact:note`, without the text. */
export async function pinNote(
  db: TenantDatabase,
  note: { tenantId: TenantId; actor: Actor & { userId: string }; contactId: string; text: string },
): Promise<Result<ContactNote>> {
  const { tenantId, actor, contactId } = note;
  const text = note.text.trim();
  if (text === "") return fail(emptyNote);
  if (text.length > maxNoteCharacters) return fail(longNote(text.length));
  if ((await db.contactNote.count({ where: { contactId } })) >= maxNotes) return fail(manyNotes);
  const { id, at } = await db.contactNote.create({
    data: { tenantId, contactId, text, authorId: actor.userId, authorName: actor.name },
    select: { id: true, at: true },
  });
  await recordAudit(db, {
    tenantId,
    actor,
    action: "contact:note",
    target: contactId,
    detail: { noteId: id },
  });
  return succeed({ id, text, authorId: actor.userId, authorName: actor.name, at: at.toISOString() });
}

/**
 * Takes a note out of the database for good: one's own, or anybody's for those who look after the tenant. Audited as
 * `contact:note-remove`. One that is gone already counts as removed.
 */
export async function removeNote(
  db: TenantDatabase,
  removal: {
    tenantId: TenantId;
    actor: Actor & { userId: string };
    contactId: string;
    noteId: string;
    mayRemoveAny: boolean;
  },
): Promise<Result<{ removed: boolean }>> {
  const { tenantId, actor, contactId, noteId, mayRemoveAny } = removal;
  const note = await db.contactNote.findFirst({
    where: { id: noteId, contactId },
    select: { authorId: true, authorName: true },
  });
  if (!note) return succeed({ removed: false });
  if (!mayRemoveAny && note.authorId !== actor.userId) return fail(notOwn(note.authorName));
  const { count } = await db.contactNote.deleteMany({ where: { id: noteId, contactId } });
  if (count === 0) return succeed({ removed: false });
  await recordAudit(db, {
    tenantId,
    actor,
    action: "contact:note-remove",
    target: contactId,
    detail: { noteId, author: note.authorName },
  });
  return succeed({ removed: true });
}

const emptyNote: Problem = {
  code: "note-empty",
  sentence: "The note is empty. Nothing was pinned.",
  wayOut: "Write what the next person who opens this contact should know.",
};

function longNote(characters: number): Problem {
  return {
    code: "note-too-long",
    sentence: `The note has ${characters} characters; the maximum is ${maxNoteCharacters}. Nothing was pinned.`,
    wayOut: "Shorten it, or split it into two notes.",
  };
}

const manyNotes: Problem = {
  code: "notes-too-many",
  sentence: `This contact already has ${maxNotes} notes. Nothing was pinned.`,
  wayOut: "Remove a note that you no longer need.",
};

function notOwn(authorName: string): Problem {
  return {
    code: "note-not-own",
    sentence: `Only ${authorName} or an administrator can remove this note. It stays pinned.`,
    wayOut: "Ask one of them to remove it.",
  };
}
