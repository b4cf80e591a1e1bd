import { Findings } from "@/components/trail/findings";
import { toProblem } from "@/lib/action";
import { withTenant } from "@/lib/tenant/scope";
import { buildTrail } from "@/lib/trail/build-trail";
import type { SourceReport } from "@/lib/trail/event";
import type { TrailIntegration } from "@/lib/trail/open-trail";
import { recordProofs } from "@/lib/trail/record-proofs";

interface TrailFindingsProps {
  tenantId: string;
  contactId: string;
  integrations: TrailIntegration[];
  reports: Promise<SourceReport[]>;
}

/** The whole trail's findings; and what it proved is kept for the patch bay. */
export async function TrailFindings({ tenantId, contactId, integrations, reports }: TrailFindingsProps) {
  const trail = buildTrail(contactId, await reports, new Date());
  try {
    await withTenant(tenantId, (db) => recordProofs(db, tenantId, integrations, trail));
  } catch (error) {
    // Looking must not fail because of what is noted beside it; the log has it.
    toProblem(error);
  }
  return <Findings trail={trail} />;
}
