import type { TenantId } from "@/lib/kernel/ids";
import { listIdWords } from "@/lib/vendors/ids";
import { findContact } from "../find-contact";
import { parseQuery } from "../parse-query";

/** What the search finds for an ID as it is pasted; throws for a text that isn't one. */
export function findByText(tenantId: TenantId, text: string): ReturnType<typeof findContact> {
  const query = parseQuery(text, listIdWords());
  if (query.kind !== "id") throw new Error(`"${text}" is ${query.kind}`);
  return findContact(tenantId, query);
}
