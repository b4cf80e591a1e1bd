import { type BlockLinks, Findings, FoundEarlier } from "@/components/trail/findings";
import { VerdictLine } from "@/components/trail/verdict-line";
import { VerdictWait } from "@/components/trail/verdict-wait";
import { type TenantContext, toProblem } from "@/lib/access/action";
import { withTenant } from "@/lib/access/tenant/scope";
import { earlierOf, type Look } from "@/lib/contacts/trail/open-look";
import { recordCall } from "@/lib/contacts/trail/record-call";
import { recordLook } from "@/lib/contacts/trail/record-look";
import { recordProofs } from "@/lib/contacts/trail/record-proofs";
import { isClear } from "@/lib/privacy/sight";
import { blockOfFinding, flowIdOf } from "@/lib/trail/block-of-finding";
import type { Finding, Trail } from "@/lib/trail/event";
import { notFoundAt } from "@/lib/trail/found-earlier";
import { maskFinding, maskVerdict } from "@/lib/trail/mask";
import { sayVerdict } from "@/lib/trail/say-verdict";
import { loadFooters } from "./finding-footers";

interface TrailFindingsProps {
  context: TenantContext;
  look: Look;
}

/** What is wrong with the contact, or what else can be said of it; and what the look came to is kept. */
export async function TrailFindings({ context, look }: TrailFindingsProps) {
  const { tenantId, slug } = context;
  const { reader, sight } = look;
  const [trail, verdict] = await Promise.all([look.trail, look.verdict]);
  try {
    // At once: the findings wait for both.
    await Promise.all([
      withTenant(tenantId, async (db) => {
        await recordLook(db, tenantId, reader, trail, verdict);
        await recordProofs(db, tenantId, reader.integrations, trail);
      }),
      recordCall(tenantId, reader, trail, verdict),
    ]);
  } catch (error) {
    // Looking must not fail because of what is noted beside it; the log has it.
    toProblem(error);
  }
  const { events, uncertain } = trail;
  const earlier = earlierOf(trail);
  const footers = await loadFooters(context, look, trail);
  return (
    <>
      <Findings
        findings={trail.findings.map((finding, index) => ({
          ...maskFinding(finding, sight),
          footer: footers[index],
          blockLinks: blockLinksOf(finding, trail, look, slug),
          notFoundAt: notFoundAt(trail, finding.code),
        }))}
        events={events}
        uncertain={uncertain}
      />
      {earlier ? (
        <FoundEarlier {...earlier} isRead={trail.sources.every(({ state }) => state !== "failed")} />
      ) : null}
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

function blockLinksOf(
  finding: Finding,
  { events }: Trail,
  { reader }: Look,
  slug: string,
): BlockLinks | undefined {
  const block = blockOfFinding(finding, events);
  const flowId = block && flowIdOf(block.flowArn);
  if (!block || flowId === undefined) return undefined;
  const { flowArn, identifier } = block;
  const query = new URLSearchParams({ account: reader.connectionId, block: identifier });
  return {
    identifier,
    href: `/${slug}/flows/${encodeURIComponent(flowId)}?${query}`,
    connectUrl: reader.flowUrl?.(flowArn),
  };
}

/** In words, for a screen reader: what is found later than the page is there is told when it comes. */
export async function SaidVerdict({ look }: { look: Look }) {
  const [trail, verdict] = await Promise.all([look.trail, look.verdict]);
  const titles = trail.findings.map((finding) => maskFinding(finding, look.sight).title);
  if (titles.length === 0) return sayVerdict(verdict) ?? "";
  return `${titles.length === 1 ? "1 finding" : `${titles.length} findings`}: ${titles.join(". ")}.`;
}
