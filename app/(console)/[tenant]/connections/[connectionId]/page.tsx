import { notFound } from "next/navigation";
import { Suspense } from "react";
import { ChecksPanel } from "@/components/connections/checks-panel";
import { defineScreen } from "@/components/define-screen";
import { SetupStrip } from "@/components/setup/setup-strip";
import { CancelWait } from "@/components/ui/cancel-wait";
import { CheckButton } from "@/components/ui/check-button";
import { Facts, Panel, PanelHeader } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { WaitNote } from "@/components/ui/wait-note";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { connectionFacts } from "@/lib/connections/connection-facts";
import { findConnectionKind } from "@/lib/connections/registry";
import { sandboxChoiceOf } from "@/lib/connections/sandbox-vendors";
import { loadConnection } from "@/lib/connections/store";
import { usedBy } from "@/lib/connections/used-by";
import { loadSetup } from "@/lib/integrations/setup-progress";
import { findVendor } from "@/lib/vendors/registry";
import { probe } from "../actions";
import { awsFormFacts } from "../aws-form-facts";
import { ConnectionForm } from "../connection-form";
import { InstancePanel } from "./instance-panel";
import { RemovePanel } from "./remove-panel";

export const metadata = { title: "Connection" };

export default defineScreen<{ tenant: string; connectionId: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { params }) => {
    const { connection, users } = await withTenant(tenantId, async (db) => ({
      connection: await loadConnection(db, params.connectionId),
      users: await usedBy(db, params.connectionId),
    }));
    if (!connection) notFound();
    const { id, kind, name, settings, secretFields } = connection;
    const setup = await loadSetup(tenantId);
    const { next, accountId, agentId } = setup;
    // What comes next is on this page.
    const isHere =
      next === "instance" || next === "account" ? accountId === id : next === "agent" && agentId === id;
    const type = findConnectionKind(kind);
    const waitsFor = findVendor(kind)?.title ?? "AWS";
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
        <SetupStrip slug={slug} progress={setup} role={role} hasOwnButton={isHere} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
          <ChecksPanel
            probe={connection.probe}
            probedAt={connection.probedAt?.toISOString()}
            action={
              canWrite ? (
                <CheckButton label="Check now" check={probe.bind(null, slug, { id })} waitsFor={waitsFor} />
              ) : null
            }
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
                title={type.title}
                waitsFor={waitsFor}
                form={type.form}
                awsFacts={kind === "aws" ? awsFormFacts(tenantId) : undefined}
                sandbox={sandboxChoiceOf(kind, settings, [])}
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
      <div className="flex flex-col gap-1.5 p-3.5 text-ink-faint">
        <p>Loading from the account…</p>
        <WaitNote of="Amazon Connect" cancel={<CancelWait to="connections" />} />
      </div>
    </Panel>
  );
}
