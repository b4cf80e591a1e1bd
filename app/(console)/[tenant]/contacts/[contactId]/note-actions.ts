"use server";

import { z } from "zod";
import { defineAction } from "@/lib/access/action";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { maxNoteCharacters, pinNote, removeNote } from "@/lib/contacts/notes/store";
import { succeed } from "@/lib/kernel/result";
import { maskPhonesIn } from "@/lib/trail/mask";
import { anyContactIdInput } from "@/lib/vendors/contact-centers";

/** Longer than a note may be, so that a note that is too long is told how long it is. */
const longestInput = maxNoteCharacters * 10;

export const pin = defineAction({
  permission: "contact:read",
  // The panel shows the change itself: drawing the screen anew would read every source again.
  readsOnly: true,
  input: z.object({
    contactId: anyContactIdInput,
    text: z.string().max(longestInput, "The note is too long."),
  }),
  run: ({ tenantId, actor }, { contactId, text }) =>
    withTenant(tenantId, async (db) => {
      const pinned = await pinNote(db, { tenantId, actor, subject: { contactId }, text });
      if (!pinned.ok) return pinned;
      const { id, text: kept, authorName, at } = pinned.value;
      return succeed({ id, text: maskPhonesIn(kept), authorName, at, mayRemove: true });
    }),
});

export const remove = defineAction({
  permission: "contact:read",
  readsOnly: true,
  input: z.object({ contactId: anyContactIdInput, noteId: z.uuid() }),
  run: ({ tenantId, actor, role }, { contactId, noteId }) =>
    withTenant(tenantId, (db) =>
      removeNote(db, {
        ...{ tenantId, actor, subject: { contactId }, noteId },
        mayRemoveAny: can(role, "member:write"),
      }),
    ),
});
