import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ReadProblem } from "@/components/ui/read-problem";
import { answerInTime } from "@/lib/aws/answer-in-time";
import { awsSettings } from "@/lib/aws/aws-settings";
import { type ConnectionView, listConnectInstances } from "@/lib/connections/store";
import type { TenantId } from "@/lib/kernel/ids";
import { InstanceForm } from "./instance-form";

interface InstancePanelProps {
  slug: string;
  tenantId: TenantId;
  connection: ConnectionView;
}

/** The account's Connect instances to choose from, as it lists them now. One belongs to one tenant. */
export async function InstancePanel({ slug, tenantId, connection }: InstancePanelProps) {
  const listed = await answerInTime(listConnectInstances(tenantId, connection.id));
  const settings = awsSettings.safeParse(connection.settings);
  const chosen = settings.success ? settings.data : undefined;
  const instances = listed.ok ? listed.value : [];
  const current = instances.find(({ id, alias }) =>
    chosen?.instanceId ? chosen.instanceId === id : chosen?.instanceAlias === alias,
  );
  return (
    <Panel>
      <PanelHeader title="Amazon Connect instance" />
      {listed.ok ? null : (
        <div className="p-3.5">
          <ReadProblem problem={listed.problem} state="bad" />
        </div>
      )}
      {listed.ok && instances.length === 0 ? (
        <EmptyState title="No instance in this region">
          Create one in Amazon Connect, or enter its region below.
        </EmptyState>
      ) : null}
      {instances.length > 0 ? (
        <InstanceForm
          slug={slug}
          connectionId={connection.id}
          instances={instances}
          currentId={current?.id}
        />
      ) : null}
    </Panel>
  );
}
