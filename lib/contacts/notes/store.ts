import { type Actor, recordAudit } from "@/lib/access/audit/record-audit";
import type { TenantDatabase } from "@/lib/access/tenant/scope";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { type IssueKey, issueGone, pathOfIssue } from "../issues/issue";
import { loadIssue } from "../issues/list-issues";

/** What a note is pinned to. */
export type NoteSubject = { contactId: ContactId } | IssueKey;

/** What a person pinned to a contact or an issue, with who and when. Kept until somebody removes it. */
export interface PinnedNote {
  id: string;
  text: string;
  authorId: string;
  authorName: string;
  /** ISO 8601. */
  at: string;
}

/** A note says what was found out; it is no place for a log. Characters. */
export const maxNoteCharacters = 2_000;
/** For one contact, or one issue. */
export const maxNotes = 50;

/** Newest first. */
export async function listNotes(db: TenantDatabase, subject: NoteSubject): Promise<PinnedNote[]> {
  const notes = await shelfOf(db, subject).list();
  return notes.map(({ at, ...note }) => ({ ...note, at: at.toISOString() }));
}

/**
 * Keeps the text as it was written, but for blanks around it. Refused for an issue that there isn't: its notes would be on
 * no screen, and nothing would bound their number. Audited as `contact:note` or `issue:note`, without the text.
 */
export async function pinNote(
  db: TenantDatabase,
  note: { tenantId: TenantId; actor: Actor & { userId: string }; subject: NoteSubject; text: string },
): Promise<Result<PinnedNote>> {
  const { tenantId, actor, subject } = note;
  const shelf = shelfOf(db, subject);
  const text = note.text.trim();
  if (text === "") return fail(emptyNote);
  if (text.length > maxNoteCharacters) return fail(longNote(text.length));
  if ("code" in subject && !(await loadIssue(db, tenantId, subject))) return fail(issueGone);
  if ((await shelf.count()) >= maxNotes) return fail(manyNotes);
  const { id, at } = await shelf.add({ tenantId, text, authorId: actor.userId, authorName: actor.name });
  await recordAudit(db, {
    tenantId,
    actor,
    action: `${shelf.kind}:note`,
    target: shelf.target,
    detail: { noteId: id },
  });
  return succeed({ id, text, authorId: actor.userId, authorName: actor.name, at: at.toISOString() });
}

/**
 * Takes a note out of the database for good: one's own, or anybody's for those who look after the tenant. Audited as
 * `contact:note-remove` or `issue:note-remove`. One that is gone already counts as removed.
 */
export async function removeNote(
  db: TenantDatabase,
  removal: {
    tenantId: TenantId;
    actor: Actor & { userId: string };
    subject: NoteSubject;
    noteId: string;
    mayRemoveAny: boolean;
  },
): Promise<Result<{ removed: boolean }>> {
  const { tenantId, actor, subject, noteId, mayRemoveAny } = removal;
  const shelf = shelfOf(db, subject);
  const note = await shelf.find(noteId);
  if (!note) return succeed({ removed: false });
  if (!mayRemoveAny && note.authorId !== actor.userId) return fail(notOwn(note.authorName));
  const { count } = await shelf.remove(noteId);
  if (count === 0) return succeed({ removed: false });
  await recordAudit(db, {
    tenantId,
    actor,
    action: `${shelf.kind}:note-remove`,
    target: shelf.target,
    detail: { noteId, author: note.authorName },
  });
  return succeed({ removed: true });
}

const noteFields = { id: true, text: true, authorId: true, authorName: true, at: true } as const;
const newestFirst = { orderBy: [{ at: "desc" as const }, { id: "asc" as const }], take: maxNotes };

interface NewNote {
  tenantId: TenantId;
  text: string;
  authorId: string;
  authorName: string;
}

/** Where the notes of one subject lie: contacts and issues have a table each, alike but for what they are pinned to. */
function shelfOf(db: TenantDatabase, subject: NoteSubject) {
  const select = noteFields;
  if ("contactId" in subject) {
    const { contactId } = subject;
    return {
      kind: "contact" as const,
      target: contactId,
      list: () => db.contactNote.findMany({ where: { contactId }, select, ...newestFirst }),
      count: () => db.contactNote.count({ where: { contactId } }),
      find: (id: string) => db.contactNote.findFirst({ where: { id, contactId }, select }),
      add: (note: NewNote) => db.contactNote.create({ data: { ...note, contactId }, select }),
      remove: (id: string) => db.contactNote.deleteMany({ where: { id, contactId } }),
    };
  }
  const { integrationId, code } = subject;
  const key = { integrationId, code };
  return {
    kind: "issue" as const,
    target: pathOfIssue(key),
    list: () => db.issueNote.findMany({ where: key, select, ...newestFirst }),
    count: () => db.issueNote.count({ where: key }),
    find: (id: string) => db.issueNote.findFirst({ where: { id, ...key }, select }),
    add: (note: NewNote) => db.issueNote.create({ data: { ...note, ...key }, select }),
    remove: (id: string) => db.issueNote.deleteMany({ where: { id, ...key } }),
  };
}

const emptyNote: Problem = {
  code: "note-empty",
  sentence: "The note is empty. Nothing was pinned.",
  wayOut: "Write what the next person who opens this should know.",
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
  sentence: `There are already ${maxNotes} notes here. Nothing was pinned.`,
  wayOut: "Remove a note that you no longer need.",
};

function notOwn(authorName: string): Problem {
  return {
    code: "note-not-own",
    sentence: `Only ${authorName} or an administrator can remove this note. It stays pinned.`,
    wayOut: "Ask one of them to remove it.",
  };
}
