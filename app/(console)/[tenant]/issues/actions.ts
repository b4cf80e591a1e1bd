"use server";

import { z } from "zod";
import { defineAction } from "@/lib/access/action";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { reopenIssue, resolveIssue } from "@/lib/contacts/issues/resolve-issue";
import { maxNoteCharacters, pinNote, removeNote } from "@/lib/contacts/notes/store";
import { integrationIdInput } from "@/lib/kernel/id-input";
import { succeed } from "@/lib/kernel/result";
import { maskPhonesIn } from "@/lib/trail/mask";

const issueKey = { integrationId: integrationIdInput, code: z.string().regex(/^[a-z0-9-]{1,80}$/) };

export const resolve = defineAction({
  permission: "issue:resolve",
  input: z.object({ ...issueKey, deploymentId: z.uuid().optional() }),
  run: ({ tenantId, actor }, { deploymentId, ...key }) =>
    withTenant(tenantId, (db) => resolveIssue(db, { tenantId, actor, key, deploymentId })),
});

export const reopen = defineAction({
  permission: "issue:resolve",
  input: z.object(issueKey),
  run: ({ tenantId, actor }, key) => withTenant(tenantId, (db) => reopenIssue(db, { tenantId, actor, key })),
});

export const pin = defineAction({
  permission: "contact:read",
  // The panel shows the change itself.
  readsOnly: true,
  // Longer than a note may be, so that a note that is too long is told how long it is.
  input: z.object({ ...issueKey, text: z.string().max(maxNoteCharacters * 10, "The note is too long.") }),
  run: ({ tenantId, actor }, { text, ...subject }) =>
    withTenant(tenantId, async (db) => {
      const pinned = await pinNote(db, { tenantId, actor, subject, text });
      if (!pinned.ok) return pinned;
      const { id, text: kept, authorName, at } = pinned.value;
      return succeed({ id, text: maskPhonesIn(kept), authorName, at, mayRemove: true });
    }),
});

export const remove = defineAction({
  permission: "contact:read",
  readsOnly: true,
  input: z.object({ ...issueKey, noteId: z.uuid() }),
  run: ({ tenantId, actor, role }, { noteId, ...subject }) =>
    withTenant(tenantId, (db) =>
      removeNote(db, { tenantId, actor, subject, noteId, mayRemoveAny: can(role, "member:write") }),
    ),
});
