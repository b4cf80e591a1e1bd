import Link from "next/link";
import { Suspense } from "react";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { guideOf } from "@/lib/integrations/guide";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { ManualSteps } from "./manual-steps";

interface AfterwardsPanelProps {
  slug: string;
  tenantId: TenantId;
  integrationId: IntegrationId;
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
          <Link
            href={`/${slug}/integrations/${integrationId}/guide`}
            className="text-accent underline underline-offset-2"
          >
            Guide
          </Link>
        }
      />
      <ManualSteps steps={guide.value} />
    </Panel>
  );
}
