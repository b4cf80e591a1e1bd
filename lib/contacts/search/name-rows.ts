import { type TenantId, withTenant } from "@/lib/access/tenant/scope";
import { nameOfFinding } from "@/lib/vendors/findings";
import { readMarks } from "../scan/scan-store";
import { nameOf, readInstanceNames } from "./instance-names";
import type { ContactRow } from "./search-contacts";

export interface ListedContact extends ContactRow {
  /** Names where the instance told them; else the beginning of the id. */
  queue: string | undefined;
  agent: string | undefined;
  /** What the background scan found, with a few words for it: "Post refused". */
  findings: { code: string; name: string }[];
}

/** Puts names and findings to rows. Call it outside any scope. */
export async function nameRows(
  tenantId: TenantId,
  connectionId: string,
  rows: ContactRow[],
): Promise<ListedContact[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ contactId }) => contactId);
  const [names, marks] = await Promise.all([
    readInstanceNames(tenantId, connectionId),
    withTenant(tenantId, (db) => readMarks(db, { tenantId, connectionId }, ids)),
  ]);
  const { queues, agents } = names.ok ? names.value : { queues: [], agents: [] };
  return rows.map((row) => ({
    ...row,
    queue: row.queueId && nameOf(queues, row.queueId),
    agent: row.agentId && nameOf(agents, row.agentId),
    findings: (marks.get(row.contactId) ?? []).map((code) => ({ code, name: nameOfFinding(code) })),
  }));
}
