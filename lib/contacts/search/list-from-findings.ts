import { z } from "zod";
import { withTenant } from "@/lib/access/tenant/scope";
import { contactIdInput } from "@/lib/kernel/id-input";
import { type Result, succeed } from "@/lib/kernel/result";
import { listFound } from "../scan/scan-store";
import { describeRows, gapOf } from "./describe-rows";
import type { BareChunk, ListContext } from "./list-context";
import { formatToken, moment, noSuchPage, parseToken } from "./page-token";

/** Each costs a DescribeContact, ten of which are allowed in a second. */
const mostAtOnce = 20;

const position = z.strictObject({
  at: moment,
  contactId: contactIdInput,
});

/** Contacts that the background scan found something wrong with, described by Amazon Connect. */
export async function listFromFindings(context: ListContext): Promise<Result<BareChunk>> {
  const { tenantId, account, access, filter, from, to, token, signal } = context;
  const after = token === undefined ? undefined : parseToken(position, token);
  if (token !== undefined && !after) return noSuchPage();
  const limit = Math.min(context.limit ?? mostAtOnce, mostAtOnce);
  const { connectionId } = account;
  const found = await withTenant(tenantId, (db) =>
    listFound(
      db,
      { tenantId, connectionId },
      { from, to },
      { after: after && { contactId: after.contactId, at: new Date(after.at) }, limit },
    ),
  );
  const named = found.map(({ contactId, at }) => ({ contactId, at: at.toISOString() }));
  const described = await describeRows(access, named, filter, signal);
  const last = found.length < limit ? undefined : found.at(-1);
  const gap = gapOf(described);
  return succeed({
    contacts: described.rows,
    next: last && formatToken({ at: last.at.getTime(), contactId: last.contactId }),
    reachedAt: (last?.at ?? from).toISOString(),
    ...(gap ? { gap } : {}),
  });
}
