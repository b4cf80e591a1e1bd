import { NotesPanel } from "@/components/trail/notes-panel";
import type { TenantContext } from "@/lib/access/action";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { listNotes, maxNoteCharacters } from "@/lib/contacts/notes/store";
import type { ContactId } from "@/lib/kernel/ids";
import type { Sight } from "@/lib/privacy/sight";
import { maskPhonesIn } from "@/lib/trail/mask";
import { pin, remove } from "./note-actions";

interface ContactNotesProps {
  context: Pick<TenantContext, "tenantId" | "slug" | "actor" | "role">;
  contactId: ContactId;
  sight: Sight;
}

/** What people pinned to the contact; numbers in it are masked as everywhere on the screen. */
export async function ContactNotes({ context, contactId, sight }: ContactNotesProps) {
  const { tenantId, slug, actor, role } = context;
  const notes = await withTenant(tenantId, (db) => listNotes(db, { contactId }));
  const mayRemoveAny = can(role, "member:write");
  return (
    <NotesPanel
      notes={notes.map(({ id, text, authorId, authorName, at }) => ({
        id,
        text: sight.phones ? text : maskPhonesIn(text),
        authorName,
        at,
        mayRemove: mayRemoveAny || authorId === actor.userId,
      }))}
      longestCharacters={maxNoteCharacters}
      subject={{ contactId }}
      hint="Otherwise, Patchbay stores only the contact's ID and the codes of its findings."
      slug={slug}
      pin={pin}
      remove={remove}
    />
  );
}
