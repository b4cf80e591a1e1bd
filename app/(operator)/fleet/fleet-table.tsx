import Link from "next/link";
import { statusLooks } from "@/components/run/run-state";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { FleetDeployment, ShownTenant } from "@/lib/integrations/fleet-tenant";
import type { FleetColumn, FleetOrder } from "@/lib/integrations/sort-fleet";
import { TenantButton } from "./tenant-button";

interface FleetTableProps {
  tenants: readonly ShownTenant[];
  order: FleetOrder;
  /** The address of the same list in another order. */
  addressOf: (order: FleetOrder) => string;
}

interface Column {
  title: string;
  /** Absent where the list can't be sorted by it. */
  by?: FleetColumn;
  /** The end of the order that is wanted first: the worst, or the newest. */
  isDescending?: true;
}

const columns: readonly Column[] = [
  { title: "Tenant", by: "tenant" },
  { title: "Connections", by: "connections", isDescending: true },
  { title: "Findings, 24 h", by: "findings", isDescending: true },
  { title: "Last verified call", by: "verified", isDescending: true },
  { title: "Manual steps" },
  { title: "Last deployment", by: "deployment", isDescending: true },
];

const cell =
  "px-2.5 py-2 @max-[45rem]:flex @max-[45rem]:items-baseline @max-[45rem]:justify-between @max-[45rem]:gap-4 @max-[45rem]:px-3.5 @max-[45rem]:py-0.5";

/** A table; on a narrow screen each tenant is a block of labels and values, and the titles are the ways to sort. */
export function FleetTable({ tenants, order, addressOf }: FleetTableProps) {
  return (
    <div className="@container">
      <table className="w-full border-collapse text-left @max-[45rem]:block" data-testid="fleet">
        <thead className="@max-[45rem]:block">
          <tr className="border-b border-line text-xs text-ink-soft @max-[45rem]:flex @max-[45rem]:flex-wrap @max-[45rem]:gap-x-3 @max-[45rem]:px-3.5">
            {columns.map((column) => (
              <SortTitle key={column.title} column={column} order={order} addressOf={addressOf} />
            ))}
            <th scope="col" className="@max-[45rem]:hidden">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line @max-[45rem]:block">
          {tenants.map((tenant) => (
            <TenantRow key={tenant.tenantId} tenant={tenant} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SortTitle({ column, order, addressOf }: { column: Column } & Omit<FleetTableProps, "tenants">) {
  const { title, by, isDescending = false } = column;
  const look =
    "px-2.5 py-1 font-normal whitespace-nowrap first:pl-3.5 @max-[45rem]:px-0 @max-[45rem]:first:pl-0";
  if (!by) {
    return (
      <th scope="col" className={`${look} @max-[45rem]:hidden`}>
        {title}
      </th>
    );
  }
  const isHere = order.by === by;
  const next = { by, isDescending: isHere ? !order.isDescending : isDescending };
  return (
    <th
      scope="col"
      aria-sort={isHere ? (order.isDescending ? "descending" : "ascending") : undefined}
      className={look}
    >
      <Link
        href={addressOf(next)}
        prefetch={false}
        className={`inline-flex min-h-6 items-center gap-1 hover:text-ink hover:underline ${isHere ? "font-medium text-ink" : ""}`}
      >
        {title}
        {isHere ? <span aria-hidden="true">{order.isDescending ? "↓" : "↑"}</span> : null}
      </Link>
    </th>
  );
}

function TenantRow({ tenant }: { tenant: ShownTenant }) {
  const { tenantId, slug, name, archivedAt, members, integrations, connections, calls } = tenant;
  const { verifiedAt, guide, lastDeployment } = tenant;
  return (
    <tr className="align-baseline hover:bg-hover @max-[45rem]:relative @max-[45rem]:block @max-[45rem]:py-2">
      <th
        scope="row"
        className="min-w-36 px-2.5 py-2 pl-3.5 font-normal @max-[45rem]:block @max-[45rem]:pr-24"
      >
        <Link href={`/${slug}/overview`} prefetch={false} className="block hover:underline">
          <span className="block font-medium wrap-anywhere">{name}</span>
          <span className="block font-mono text-xs break-all text-ink-faint">{slug}</span>
        </Link>
        <span className="block text-xs text-ink-soft">
          {count(members, "member")}, {count(integrations, "integration")}
        </span>
      </th>
      <Cell label="Connections">
        <Connections {...connections} />
      </Cell>
      <Cell label="Findings, 24 h">
        {calls === undefined ? (
          <NotKnown />
        ) : calls.all === 0 ? (
          <span className="text-ink-faint">none scanned</span>
        ) : (
          <span className="inline-flex items-center gap-1.5 tabular-nums">
            {calls.withFindings > 0 ? <Pill state="attention">{calls.withFindings}</Pill> : "0"}
            <span className="text-xs whitespace-nowrap text-ink-soft">of {count(calls.all, "call")}</span>
          </span>
        )}
      </Cell>
      <Cell label="Last verified call">
        {verifiedAt ? (
          <Time at={verifiedAt.toISOString()} />
        ) : lastDeployment ? (
          <NotKnown />
        ) : (
          <span className="text-ink-faint">never</span>
        )}
      </Cell>
      <Cell label="Manual steps">
        {guide ? (
          <span className="tabular-nums">
            {guide.done} of {guide.all}
          </span>
        ) : integrations === 0 ? (
          <span className="text-ink-faint">none</span>
        ) : (
          <NotKnown />
        )}
      </Cell>
      <Cell label="Last deployment">
        {lastDeployment ? (
          <LastDeployment slug={slug} deployment={lastDeployment} />
        ) : (
          <span className="text-ink-faint">never</span>
        )}
      </Cell>
      <td className="px-2.5 py-2 pr-3.5 text-right @max-[45rem]:absolute @max-[45rem]:top-1 @max-[45rem]:right-0">
        <TenantButton
          tenantId={tenantId}
          name={name}
          {...(archivedAt ? { archivedAt: archivedAt.toISOString() } : {})}
        />
      </td>
    </tr>
  );
}

function Cell({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <td className={cell}>
      <span className="text-xs text-ink-soft @min-[45rem]:hidden">{label}</span>
      <span>{children}</span>
    </td>
  );
}

function Connections({ all, failed, untested }: ShownTenant["connections"]) {
  if (all === 0) return <span className="text-ink-faint">none</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 tabular-nums">
      {all}
      {failed > 0 ? <Pill state="bad">{failed} failed</Pill> : null}
      {untested > 0 ? <Pill>{untested} not tested</Pill> : null}
      {failed + untested === 0 ? <Pill state="good">working</Pill> : null}
    </span>
  );
}

function NotKnown() {
  return <span className="text-ink-faint">Not known</span>;
}

function count(value: number, one: string): string {
  return `${value} ${one}${value === 1 ? "" : "s"}`;
}

export function LastDeployment({ slug, deployment }: { slug: string; deployment: FleetDeployment }) {
  const { id, integrationId, status, purpose, createdAt } = deployment;
  const look = statusLooks[status];
  return (
    <Link
      href={`/${slug}/integrations/${integrationId}/runs/${id}`}
      prefetch={false}
      className="inline-flex flex-wrap items-center gap-1.5 text-xs text-ink-soft hover:underline"
    >
      <Pill state={look.state}>{look.word}</Pill>
      {purpose === "remove" ? "removal, " : ""}
      <Time at={createdAt.toISOString()} />
    </Link>
  );
}
