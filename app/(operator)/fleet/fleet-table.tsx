import Link from "next/link";
import { statusLooks } from "@/components/run/run-state";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { FleetDeployment, FleetTenant } from "@/lib/access/tenant/list-fleet";

const columns = ["Tenant", "Members", "Connections", "Integrations", "Resources", "Last deployment"];

export function FleetTable({ tenants }: { tenants: readonly FleetTenant[] }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-[640px] border-collapse text-left">
        <thead>
          <tr className="border-b border-line text-xs text-ink-soft">
            {columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                className={`px-3.5 py-1.5 font-normal ${index > 0 && index < 5 ? "text-right" : ""}`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {tenants.map((tenant) => (
            <tr key={tenant.tenantId} className="hover:bg-hover">
              <th scope="row" className="px-3.5 py-2 font-normal">
                <Link href={`/${tenant.slug}/overview`} prefetch={false} className="block hover:underline">
                  <span className="block font-medium">{tenant.name}</span>
                  <span className="block font-mono text-xs text-ink-faint">{tenant.slug}</span>
                </Link>
              </th>
              <Count value={tenant.members} />
              <Count value={tenant.connections} />
              <Count value={tenant.integrations} />
              <Count value={tenant.resources} />
              <td className="px-3.5 py-2 text-xs text-ink-faint">
                {tenant.lastDeployment ? (
                  <LastDeployment slug={tenant.slug} deployment={tenant.lastDeployment} />
                ) : (
                  "never"
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Count({ value }: { value: number }) {
  return (
    <td className={`px-3.5 py-2 text-right tabular-nums ${value === 0 ? "text-ink-faint" : ""}`}>{value}</td>
  );
}

export function LastDeployment({ slug, deployment }: { slug: string; deployment: FleetDeployment }) {
  const { id, integrationId, status, purpose, createdAt } = deployment;
  const look = statusLooks[status];
  return (
    <Link
      href={`/${slug}/integrations/${integrationId}/runs/${id}`}
      prefetch={false}
      className="inline-flex flex-wrap items-center gap-1.5 hover:underline"
    >
      <Pill state={look.state}>{look.word}</Pill>
      {purpose === "remove" ? "removal, " : ""}
      <Time at={createdAt.toISOString()} />
    </Link>
  );
}
