import Link from "next/link";
import { Suspense } from "react";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { StateMark } from "@/components/ui/state";
import { guideOf } from "@/lib/integrations/guide";

interface AfterwardsPanelProps {
  slug: string;
  tenantId: string;
  integrationId: string;
}

/** What a person still does on the vendor's side, once the plan is applied. */
export function AfterwardsPanel(props: AfterwardsPanelProps) {
  return (
    <div className="max-xl:hidden">
      <Suspense fallback={null}>
        <Afterwards {...props} />
      </Suspense>
    </div>
  );
}

async function Afterwards({ slug, tenantId, integrationId }: AfterwardsPanelProps) {
  const guide = await guideOf(tenantId, integrationId);
  if (!guide.ok || guide.value.length === 0) return null;
  return (
    <Panel>
      <PanelHeader
        title="Manual steps"
        actions={
          <Link href={`/${slug}/integrations/${integrationId}/guide`} className="text-accent hover:underline">
            Guide
          </Link>
        }
      />
      <ul className="flex flex-col gap-1 px-3.5 py-2.5">
        {guide.value.map(({ row, title, tick }) => (
          <li key={row} className="flex items-start gap-2">
            <StateMark state={tick ? "good" : "unknown"} title={tick ? "done" : "open"} className="mt-1" />
            <span className={tick ? "text-ink-faint" : ""}>{title}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
