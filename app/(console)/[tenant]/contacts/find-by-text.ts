"use server";

import { z } from "zod";
import type { FoundByText } from "@/components/contacts/found-by-text";
import { defineAction, type TenantContext } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { requestScan } from "@/lib/contacts/scan/request-scan";
import { loadScanProgress } from "@/lib/contacts/scan/scan-store";
import { noFilter } from "@/lib/contacts/search/contact-filter";
import { findContact } from "@/lib/contacts/search/find-contact";
import { chooseAccount } from "@/lib/contacts/search/list-chunk";
import { offerNumbers } from "@/lib/contacts/search/offer-numbers";
import { type ContactQuery, parseQuery } from "@/lib/contacts/search/parse-query";
import { recordRecentSearch } from "@/lib/contacts/search/recent-searches";
import { searchLastDigits } from "@/lib/contacts/search/search-last-digits";
import { searchNumber } from "@/lib/contacts/search/search-number";
import { listAccounts } from "@/lib/contacts/search/tenant-accounts";
import { whoseInstance } from "@/lib/contacts/search/whose-instance";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { listIdWords } from "@/lib/vendors/ids";

const asked = z.object({
  text: z.string().max(10_000),
  account: z.uuid().optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
});

/** What stands in the box: an ID leads to its contact, a number, or its last digits, to its contacts of a day. */
export const findByText = defineAction({
  permission: "contact:read",
  readsOnly: true,
  input: asked,
  async run(context, input): Promise<Result<FoundByText>> {
    const query = parseQuery(input.text, listIdWords());
    switch (query.kind) {
      case "unclear":
        return fail(query.problem);
      case "national-number":
        return offer(context, query.digits, input);
      case "caller-number":
      case "last-digits":
        return findByDay(context, query, input);
      case "id":
        return findById(context, query);
    }
  },
});

type Query<Kind> = Extract<ContactQuery, { kind: Kind }>;

async function findByDay(
  { tenantId, actor }: TenantContext,
  query: Query<"caller-number" | "last-digits">,
  { account, from, to }: z.output<typeof asked>,
): Promise<Result<FoundByText>> {
  if (!from || !to) return fail(noDay);
  const day = {
    ...{ tenantId, actor, from: new Date(from), to: new Date(to) },
    ...(account ? { account } : {}),
  };
  const found =
    query.kind === "caller-number"
      ? await searchNumber({ ...day, number: query.number })
      : await searchLastDigits({ ...day, digits: query.digits });
  return found.ok ? succeed({ kind: "number", ...found.value }) : found;
}

async function offer(
  { tenantId }: TenantContext,
  digits: string,
  { account }: z.output<typeof asked>,
): Promise<Result<FoundByText>> {
  const chosen = chooseAccount(await listAccounts(tenantId), {
    ...noFilter,
    ...(account ? { account } : {}),
  });
  if (!chosen.ok) return chosen;
  const offers = await offerNumbers(tenantId, chosen.value.connectionId, digits);
  return offers.length > 0 ? succeed({ kind: "offers", offers }) : fail(noCountry);
}

async function findById(
  { tenantId, actor }: TenantContext,
  query: Query<"id">,
): Promise<Result<FoundByText>> {
  if (query.instanceArn) {
    const owner = await whoseInstance({ tenantId, actor }, query.instanceArn);
    if (owner.kind === "unknown") return fail(otherInstance);
    if (owner.kind === "tenant")
      return succeed({
        kind: "elsewhere",
        contactId: query.id,
        slug: owner.slug,
        name: owner.name,
      });
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
}

/** How far that has come since then. */
export const scanProgress = defineAction({
  permission: "contact:read",
  readsOnly: true,
  input: z.object({ connectionId: z.uuid(), since: z.iso.datetime() }),
  run: async ({ tenantId }, { connectionId, since }) =>
    succeed(
      await withTenant(tenantId, (db) => loadScanProgress(db, { tenantId, connectionId }, new Date(since))),
    ),
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
const noCountry = {
  code: "query-number-without-country",
  sentence: "This looks like a phone number without a country code.",
  wayOut: "Enter it with a plus and the country code: +1 206 555 0123.",
};
const otherInstance = {
  code: "contact-other-instance",
  sentence: "This ARN is of a contact in an Amazon Connect instance that isn't connected to this tenant.",
  wayOut: "Check the account and the instance ID in the ARN, and open the tenant that has this instance.",
};
