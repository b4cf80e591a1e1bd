import { notFound } from "next/navigation";
import { Suspense } from "react";
import { ChecksPanel } from "@/components/connections/checks-panel";
import { defineScreen } from "@/components/define-screen";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { can } from "@/lib/auth/permissions";
import { findConnectionKind } from "@/lib/connections/registry";
import { getConnection } from "@/lib/connections/store";
import { withTenant } from "@/lib/tenant/scope";
import { probe, remove } from "../actions";
import { ConnectionForm } from "../connection-form";
import { formFacts } from "../form-facts";
import { ActionButton } from "./action-button";
import { InstancePanel } from "./instance-panel";

export const metadata = { title: "Connection" };

export default defineScreen<{ tenant: string; connectionId: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { params }) => {
    const connection = await withTenant(tenantId, (db) => getConnection(db, params.connectionId));
    if (!connection) notFound();
    const { id, kind, name, settings, secretFields } = connection;
    const canWrite = can(role, "connection:write");
    return (
      <>
        <ScreenHeader
          title={name}
          back={{ href: `/${slug}/connections`, label: "Connections" }}
          pills={<Pill>{findConnectionKind(kind)?.title ?? kind}</Pill>}
        />
        <ChecksPanel
          probe={connection.probe}
          probedAt={connection.probedAt?.toISOString()}
          action={
            canWrite ? (
              <ActionButton label="Check now" busyLabel="Asking…" run={probe.bind(null, slug, { id })} />
            ) : null
          }
        />
        {kind === "aws" ? (
          <Suspense fallback={null}>
            <InstancePanel slug={slug} tenantId={tenantId} connection={connection} canWrite={canWrite} />
          </Suspense>
        ) : null}
        {canWrite ? (
          <>
            <ConnectionForm
              slug={slug}
              kind={kind}
              facts={formFacts(tenantId)}
              stored={{ id, name, settings, secretFields }}
            />
            <div>
              <ActionButton
                look="danger"
                label="Remove this connection"
                run={remove.bind(null, slug, { id })}
                goTo={`/${slug}/connections`}
                confirm={`Remove ${name}? Its secrets are gone with it.`}
              />
            </div>
          </>
        ) : null}
      </>
    );
  },
});
