import { notFound } from "next/navigation";
import { Suspense } from "react";
import { ChecksPanel } from "@/components/connections/checks-panel";
import { defineScreen } from "@/components/define-screen";
import { Facts, Panel, PanelHeader } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { connectionFacts } from "@/lib/connections/connection-facts";
import { findConnectionKind } from "@/lib/connections/registry";
import { getConnection } from "@/lib/connections/store";
import { usedBy } from "@/lib/connections/used-by";
import { awsFormFacts } from "../aws-form-facts";
import { ConnectionForm } from "../connection-form";
import { InstancePanel } from "./instance-panel";
import { ProbeButton } from "./probe-button";
import { RemovePanel } from "./remove-panel";

export const metadata = { title: "Connection" };

export default defineScreen<{ tenant: string; connectionId: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { params }) => {
    const { connection, users } = await withTenant(tenantId, async (db) => ({
      connection: await getConnection(db, params.connectionId),
      users: await usedBy(db, params.connectionId),
    }));
    if (!connection) notFound();
    const { id, kind, name, settings, secretFields } = connection;
    const type = findConnectionKind(kind);
    const canWrite = can(role, "connection:write");
    const facts = connectionFacts(connection).map(({ label, value, mono }) => ({
      label,
      value: mono ? <span className="font-mono text-xs break-all">{value}</span> : value,
    }));
    return (
      <>
        <ScreenHeader
          title={name}
          back={{ href: `/${slug}/connections`, label: "Connections" }}
          pills={<Pill>{type?.title ?? kind}</Pill>}
        />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
          <ChecksPanel
            probe={connection.probe}
            probedAt={connection.probedAt?.toISOString()}
            action={canWrite ? <ProbeButton slug={slug} id={id} /> : null}
          />
          <div className="flex min-w-0 flex-col gap-4">
            <Panel>
              <PanelHeader title="Details" />
              <Facts rows={facts} />
            </Panel>
            {kind === "aws" && canWrite ? (
              <Suspense fallback={<InstancesLoading />}>
                <InstancePanel slug={slug} tenantId={tenantId} connection={connection} />
              </Suspense>
            ) : null}
          </div>
        </div>
        {canWrite ? (
          <>
            {type ? (
              <ConnectionForm
                slug={slug}
                kind={kind}
                form={type.form}
                awsFacts={kind === "aws" ? awsFormFacts(tenantId) : undefined}
                stored={{ id, name, settings, secretFields }}
              />
            ) : null}
            <RemovePanel slug={slug} connection={{ id, name }} users={users} />
          </>
        ) : null}
      </>
    );
  },
});

function InstancesLoading() {
  return (
    <Panel>
      <PanelHeader title="Amazon Connect instance" />
      <p className="p-3.5 text-ink-faint">Loading from the account…</p>
    </Panel>
  );
}
