import Link from "next/link";
import { enterAsOperator } from "@/components/define-screen";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { listFleet } from "@/lib/access/tenant/list-fleet";
import { FleetTable, LastDeployment } from "./fleet-table";
import { OnboardForm } from "./onboard-form";

export const metadata = { title: "Fleet" };

interface FleetPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Operators only; for anyone else there is no such screen. */
export default async function FleetPage({ searchParams }: FleetPageProps) {
  const { actor } = await enterAsOperator();
  const search = await searchParams;
  const text = oneOf(search.find)?.trim().slice(0, 80);
  const { tenants, total, next, running, workers } = await listFleet(actor, {
    text,
    after: oneOf(search.after),
  });
  return (
    <>
      <ScreenHeader
        title="Fleet"
        pills={
          workers > 0 ? (
            <Pill state="good">{workers === 1 ? "1 active worker" : `${workers} active workers`}</Pill>
          ) : (
            <Pill state="bad">no active workers: deployments are waiting</Pill>
          )
        }
      >
        All tenants in this installation. Your access to this page is recorded in the{" "}
        <Link href="/fleet/events" prefetch={false} className="text-accent underline">
          operator log
        </Link>
        .
      </ScreenHeader>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-4">
          {running.length > 0 ? (
            <Panel>
              <PanelHeader title="Running now" aside={<Pill state="accent">{running.length}</Pill>} />
              <ul className="divide-y divide-line">
                {running.map((deployment) => (
                  <li key={deployment.id} className="flex flex-wrap items-center gap-x-4 px-3.5 py-2">
                    <span className="min-w-0 flex-1 truncate font-medium">{deployment.tenantName}</span>
                    <span className="text-xs text-ink-soft">
                      <LastDeployment slug={deployment.slug} deployment={deployment} />
                    </span>
                  </li>
                ))}
              </ul>
            </Panel>
          ) : null}
          <Panel>
            <PanelHeader title="Tenants" aside={<Pill>{total}</Pill>} actions={<FindForm text={text} />} />
            {tenants.length === 0 ? (
              <EmptyState title={text ? `No tenant is called "${text}"` : "No tenants yet"}>
                {text
                  ? "Enter part of a name or URL."
                  : "Onboard your first customer. Their members, accounts, and integrations belong only to their tenant."}
              </EmptyState>
            ) : (
              <FleetTable tenants={tenants} />
            )}
            {next ? (
              <div className="border-t border-line px-3.5 py-2">
                <LinkButton
                  size="small"
                  href={`/fleet?${new URLSearchParams({ ...(text ? { find: text } : {}), after: next })}`}
                >
                  Next page
                </LinkButton>
              </div>
            ) : null}
          </Panel>
        </div>
        <Panel>
          <PanelHeader title="Onboard customer" />
          <div className="p-3.5">
            <OnboardForm />
          </div>
        </Panel>
      </div>
    </>
  );
}

function FindForm({ text }: { text: string | undefined }) {
  return (
    <form method="get" className="flex gap-1.5">
      <label htmlFor="find" className="sr-only">
        Find a tenant by name or URL
      </label>
      <input
        id="find"
        name="find"
        type="search"
        defaultValue={text}
        placeholder="Name or URL"
        className="field-box max-w-44"
      />
      <Button type="submit">Search</Button>
    </form>
  );
}

function oneOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
