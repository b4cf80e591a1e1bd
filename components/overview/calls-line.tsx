import Link from "next/link";
import { StateMark } from "@/components/ui/state";
import type { CallCounts } from "@/lib/integrations/count-calls";
import type { IntegrationId } from "@/lib/kernel/ids";
import { addressOfCalls, sayCalls } from "./say-calls";

interface CallsLineProps {
  slug: string;
  integrationId: IntegrationId;
  counts: CallCounts | undefined;
  /** May open the list of these calls. */
  canSeeCalls: boolean;
}

/** How the integration's calls went, all of them: the cables below show only what was seen last. */
export function CallsLine({ slug, integrationId, counts, canSeeCalls }: CallsLineProps) {
  const { state, title } = markOf(counts);
  return (
    <div
      className="flex items-start gap-2.5 border-b border-line px-3.5 py-2 text-ink-soft"
      data-testid="calls"
      data-state={state}
    >
      <StateMark state={state} title={title} className="mt-1.5" />
      <p className="flex min-w-0 flex-1 flex-wrap gap-x-2.5 gap-y-1">
        <span>{sayCalls(counts)}</span>
        {canSeeCalls && counts && counts.withFindings > 0 ? (
          <Link
            href={addressOfCalls(slug, integrationId)}
            prefetch={false}
            className="text-accent underline underline-offset-2"
          >
            See the calls
          </Link>
        ) : null}
      </p>
    </div>
  );
}

function markOf(counts: CallCounts | undefined) {
  if (!counts || counts.calls === 0) return { state: "unknown", title: "Not known" } as const;
  if (counts.withFindings > 0) return { state: "attention", title: "Needs attention" } as const;
  return counts.withoutVerdict > 0
    ? ({ state: "unknown", title: "Not known" } as const)
    : ({ state: "good", title: "Good" } as const);
}
