import { Findings } from "@/components/trail/findings";
import { VerdictLine } from "@/components/trail/verdict-line";
import { VerdictWait } from "@/components/trail/verdict-wait";
import { toProblem } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import type { Look } from "@/lib/contacts/trail/open-look";
import { recordLook } from "@/lib/contacts/trail/record-look";
import { recordProofs } from "@/lib/contacts/trail/record-proofs";
import { isClear } from "@/lib/privacy/sight";
import { maskFinding, maskVerdict } from "@/lib/trail/mask";

interface TrailFindingsProps {
  tenantId: string;
  look: Look;
}

/** What is wrong with the contact, or what else can be said of it; and what the look came to is kept. */
export async function TrailFindings({ tenantId, look }: TrailFindingsProps) {
  const { reader, sight } = look;
  const [trail, verdict] = await Promise.all([look.trail, look.verdict]);
  try {
    await withTenant(tenantId, async (db) => {
      await recordLook(db, tenantId, reader, trail, verdict);
      await recordProofs(db, tenantId, reader.integrations, trail);
    });
  } catch (error) {
    // Looking must not fail because of what is noted beside it; the log has it.
    toProblem(error);
  }
  const { events, uncertain } = trail;
  return (
    <>
      <Findings
        findings={trail.findings.map((finding) => maskFinding(finding, sight))}
        events={events}
        uncertain={uncertain}
      />
      <VerdictLine
        verdict={maskVerdict(verdict, sight)}
        wait={
          verdict.settlesAt ? (
            <VerdictWait
              waitMs={Math.max(0, Date.parse(verdict.settlesAt) - Date.now())}
              isPaused={isClear(sight)}
            />
          ) : null
        }
      />
    </>
  );
}
