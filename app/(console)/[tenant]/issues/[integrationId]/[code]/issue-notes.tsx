import { NotesPanel } from "@/components/trail/notes-panel";
import type { TenantContext } from "@/lib/access/action";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import type { IssueKey } from "@/lib/contacts/issues/issue";
import { listNotes, maxNoteCharacters } from "@/lib/contacts/notes/store";
import { maskPhonesIn } from "@/lib/trail/mask";
import { pin, remove } from "../../actions";

interface IssueNotesProps {
  context: Pick<TenantContext, "tenantId" | "slug" | "actor" | "role">;
  issueKey: IssueKey;
}

/** What people pinned to the issue. Numbers in it stay masked: there is no caller to look at here. */
export async function IssueNotes({ context, issueKey }: IssueNotesProps) {
  const { tenantId, slug, actor, role } = context;
  const notes = await withTenant(tenantId, (db) => listNotes(db, issueKey));
  const mayRemoveAny = can(role, "member:write");
  return (
    <NotesPanel
      slug={slug}
      subject={issueKey}
      notes={notes.map(({ id, text, authorId, authorName, at }) => ({
        ...{ id, authorName, at },
        text: maskPhonesIn(text),
        mayRemove: mayRemoveAny || authorId === actor.userId,
      }))}
      longestCharacters={maxNoteCharacters}
      pin={pin}
      remove={remove}
    />
  );
}
