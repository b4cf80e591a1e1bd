"use server";

import { z } from "zod";
import type { FoundByText } from "@/components/contacts/search-box";
import { defineAction } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { requestScan } from "@/lib/contacts/scan/request-scan";
import { findContact } from "@/lib/contacts/search/find-contact";
import { readQuery } from "@/lib/contacts/search/read-query";
import { recordRecentSearch } from "@/lib/contacts/search/recent-searches";
import { searchNumber } from "@/lib/contacts/search/search-number";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { listIdWords } from "@/lib/vendors/ids";

/** What stands in the box: an id leads to its contact, a number to its contacts of a day. */
export const findByText = defineAction({
  permission: "contact:read",
  readsOnly: true,
  input: z.object({
    text: z.string().max(10_000),
    account: z.uuid().optional(),
    from: z.iso.datetime().optional(),
    to: z.iso.datetime().optional(),
  }),
  async run({ tenantId, actor }, { text, account, from, to }): Promise<Result<FoundByText>> {
    const query = readQuery(text, listIdWords());
    if (query.kind === "unclear") return fail(query.problem);
    if (query.kind === "caller-number") {
      if (!from || !to) return fail(noDay);
      const found = await searchNumber({
        tenantId,
        actor,
        number: query.number,
        from: new Date(from),
        to: new Date(to),
        ...(account ? { account } : {}),
      });
      return found.ok ? succeed({ kind: "number", ...found.value }) : found;
    }
    const found = await findContact(tenantId, query);
    if (!found.ok) return found;
    const { contactId, idKind } = found.value;
    await withTenant(tenantId, (db) =>
      recordRecentSearch(db, {
        tenantId,
        userId: actor.userId,
        kind: idKind === "contact-id" ? "contact" : idKind,
        query: query.id,
      }),
    );
    return succeed({ kind: "contact", contactId });
  },
});

/** Has the account's ended contacts looked through now. */
export const scanNow = defineAction({
  permission: "contact:read",
  readsOnly: true,
  input: z.object({ connectionId: z.uuid() }),
  run: ({ tenantId }, { connectionId }) =>
    withTenant(tenantId, (db) => requestScan(db, { tenantId, connectionId })),
});

const noDay = {
  code: "day-missing",
  sentence: "A phone number search covers one day.",
  wayOut: "Choose the day of the call next to the number.",
};
