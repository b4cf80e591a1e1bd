import { Findings } from "@/components/trail/findings";
import { toProblem } from "@/lib/action";
import { maskFinding } from "@/lib/privacy/mask";
import type { Sight } from "@/lib/privacy/sight";
import { withTenant } from "@/lib/tenant/scope";
import type { TrailPhase } from "@/lib/trail/contact-window";
import type { Trail } from "@/lib/trail/event";
import type { TrailIntegration } from "@/lib/trail/open-trail";
import { recordProofs } from "@/lib/trail/record-proofs";

interface TrailFindingsProps {
  tenantId: string;
  integrations: TrailIntegration[];
  phase: TrailPhase;
  sight: Sight;
  trail: Promise<Trail>;
}

/** The whole trail's findings; and what it proved is kept for the patch bay. */
export async function TrailFindings({ tenantId, integrations, phase, sight, trail }: TrailFindingsProps) {
  const whole = await trail;
  try {
    await withTenant(tenantId, (db) => recordProofs(db, tenantId, integrations, whole));
  } catch (error) {
    // Looking must not fail because of what is noted beside it; the log has it.
    toProblem(error);
  }
  const places = new Map(whole.events.map(({ id }, index) => [id, index + 1]));
  const failed = whole.sources.filter(({ state }) => state === "failed").length;
  return (
    <Findings
      findings={whole.findings.map((finding) => maskFinding(finding, sight))}
      placeOf={(eventId) => places.get(eventId)}
      failedSources={failed}
      isSettled={phase === "settled"}
    />
  );
}
