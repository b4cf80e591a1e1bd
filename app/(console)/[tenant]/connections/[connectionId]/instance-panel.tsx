import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Pill } from "@/components/ui/state";
import { awsSettings } from "@/lib/aws/aws-settings";
import { type ConnectionView, listConnectInstances } from "@/lib/connections/store";
import { chooseInstance } from "../actions";
import { ActionButton } from "./action-button";

interface InstancePanelProps {
  slug: string;
  tenantId: string;
  connection: ConnectionView;
  canWrite: boolean;
}

/** The account's Connect instances to choose from. One belongs to one tenant. */
export async function InstancePanel({ slug, tenantId, connection, canWrite }: InstancePanelProps) {
  const instances = await listConnectInstances(tenantId, connection.id);
  const settings = awsSettings.safeParse(connection.settings);
  const chosen = settings.success ? settings.data : undefined;
  return (
    <Panel>
      <PanelHeader title="Amazon Connect instance" />
      {instances.ok ? null : (
        <div className="p-3.5">
          <ProblemNotice problem={instances.problem} />
        </div>
      )}
      {instances.ok && instances.value.length === 0 ? (
        <EmptyState title="No instance in this region">
          Make one in Amazon Connect, or name the region in which it is, below.
        </EmptyState>
      ) : null}
      <ul className="divide-y divide-line">
        {(instances.ok ? instances.value : []).map(({ id, arn, alias, status }) => {
          const isChosen =
            chosen?.instanceId === id || (!chosen?.instanceId && chosen?.instanceAlias === alias);
          return (
            <li key={id} className="flex flex-wrap items-center gap-3 px-3.5 py-2">
              <span className="min-w-0 flex-1 basis-60">
                <span className="font-medium">{alias}</span>
                <span className="block truncate font-mono text-xs text-ink-faint">{id}</span>
              </span>
              {status === "ACTIVE" ? null : <Pill state="attention">{status.toLowerCase()}</Pill>}
              {isChosen ? (
                <Pill state="good">chosen</Pill>
              ) : canWrite ? (
                <ActionButton
                  label="Choose"
                  run={chooseInstance.bind(null, slug, {
                    id: connection.id,
                    instanceId: id,
                    instanceArn: arn,
                    instanceAlias: alias,
                  })}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
