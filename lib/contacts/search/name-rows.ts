import { withTenant } from "@/lib/access/tenant/scope";
import type { TenantId } from "@/lib/kernel/ids";
import type { Finding } from "@/lib/trail/event";
import { findingKinds, nameOfFinding } from "@/lib/vendors/findings";
import { type FindingMark, loadMarks } from "../scan/scan-store";
import { type LookMark, loadLookMarks } from "../trail/looks";
import { fetchInstanceNames, nameOf } from "./instance-names";
import type { ContactRow } from "./search-contacts";

export interface ListedContact extends ContactRow {
  /** Names where the instance told them; else the beginning of the id. */
  queue: string | undefined;
  agent: string | undefined;
  /** Name of the tenant's integration that had it, as far as somebody or the scan has looked. */
  integration: string | undefined;
  /** What was found, with a few words for it: "Post refused". The worst first. */
  findings: ListedFinding[];
  /**
   * What a look came to that found nothing: "clear", all was read and it was this tenant's; "not-ours", no integration took
   * part; "unclear", it can't be said. "not-scanned": nobody, and no scan, has looked at it since it ended.
   */
  scanned: "found" | "clear" | "not-ours" | "unclear" | "not-scanned";
}

export interface ListedFinding {
  code: string;
  name: string;
  /** undefined where it was found before that was kept. */
  severity: Finding["severity"] | undefined;
}

/** A row whose queue and agent have their names. */
export type NamedRow = ContactRow & Pick<ListedContact, "queue" | "agent">;

/** Puts names and findings to rows of Amazon Connect's. Call it outside any scope. */
export async function nameRows(
  tenantId: TenantId,
  connectionId: string,
  rows: ContactRow[],
): Promise<ListedContact[]> {
  if (rows.length === 0) return [];
  const [names, marked] = await Promise.all([
    fetchInstanceNames(tenantId, connectionId),
    markRows(tenantId, connectionId, rows),
  ]);
  const { queues, agents } = names.ok ? names.value : { queues: [], agents: [] };
  return marked.map((row) => ({
    ...row,
    queue: row.queueId && nameOf(queues, row.queueId),
    agent: row.agentId && nameOf(agents, row.agentId),
  }));
}

/** Puts findings to rows, and the integrations that had them. Call it outside any scope. */
export async function markRows<Row extends ContactRow>(
  tenantId: TenantId,
  connectionId: string,
  rows: readonly Row[],
): Promise<(Row & Pick<ListedContact, "integration" | "findings" | "scanned">)[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ contactId }) => contactId);
  const { marks, looks, integrations } = await withTenant(tenantId, async (db) => {
    const marks = await loadMarks(db, { tenantId, connectionId }, ids);
    const looks = await loadLookMarks(db, { connectionId }, ids);
    const had = [...looks.values()].flatMap(({ integrationId }) => integrationId ?? []);
    const known = await db.integration.findMany({
      where: { id: { in: [...new Set(had)] } },
      select: { id: true, name: true },
    });
    return { marks, looks, integrations: new Map<string, string>(known.map(({ id, name }) => [id, name])) };
  });
  return rows.map((row) => {
    const findings = listFindings(marks.get(row.contactId) ?? []);
    const look = looks.get(row.contactId);
    return {
      ...row,
      integration: nameOfIntegration(look, integrations),
      findings,
      scanned: findings.length > 0 ? "found" : scannedOf(look),
    };
  });
}

function nameOfIntegration(
  look: LookMark | undefined,
  integrations: ReadonlyMap<string, string>,
): string | undefined {
  return look?.integrationId ? integrations.get(look.integrationId) : undefined;
}

const places = new Map(findingKinds.map(({ code }, place) => [code, place]));

/** The worst first, and among equals what comes first in the order in which findings are looked for. Pure. */
export function listFindings(marks: readonly FindingMark[]): ListedFinding[] {
  const rank = ({ code, severity }: FindingMark) =>
    (severity === "bad" ? 0 : findingKinds.length) + (places.get(code) ?? findingKinds.length - 1);
  return [...marks]
    .sort((one, other) => rank(one) - rank(other))
    .map(({ code, severity }) => ({ code, severity, name: nameOfFinding(code) }));
}

/** What is said of a contact without findings. A look before all had arrived says nothing yet. Pure. */
export function scannedOf(
  look: Pick<LookMark, "verdict" | "isSettled"> | undefined,
): ListedContact["scanned"] {
  if (!look?.isSettled) return "not-scanned";
  if (look.verdict === "healthy") return "clear";
  return look.verdict === "not-ours" ? "not-ours" : "unclear";
}
