import Link from "next/link";
import { redirect } from "next/navigation";
import { enterAsOperator } from "@/components/define-screen";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { Pill } from "@/components/ui/state";
import { parseQuery, textForAddress } from "@/lib/contacts/search/parse-query";
import { type FleetPage as FleetList, type FleetQuery, listFleet } from "@/lib/integrations/list-fleet";
import { parseOrder } from "@/lib/integrations/sort-fleet";
import { listIdWords } from "@/lib/vendors/ids";
import { FindForm } from "../find-form";
import { looksLikeNumber } from "../looks-like-number";
import { FleetSearch } from "./fleet-search";
import { FleetTable, LastDeployment } from "./fleet-table";
import { OnboardForm } from "./onboard-form";

export const metadata = { title: "Fleet" };

interface FleetPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const maxPage = 1_000;

/** Operators only; for anyone else there is no such screen. */
export default async function FleetPage({ searchParams }: FleetPageProps) {
  const { actor } = await enterAsOperator();
  const search = await searchParams;
  const query: FleetQuery = {
    text: oneOf(search.find)?.trim().slice(0, 80) || undefined,
    archived: oneOf(search.archived) === "yes",
    order: parseOrder(oneOf(search.sort), oneOf(search.direction)),
    page: Math.min(Math.max(Number.parseInt(oneOf(search.page) ?? "", 10) || 1, 1), maxPage),
  };
  const id = oneOf(search.id) ?? "";
  // Whoever puts a contact's ID into the box for tenants means the contact.
  const pasted = query.text ? parseQuery(query.text, listIdWords()) : undefined;
  if (pasted?.kind === "id" && pasted.idKind === "contact-id")
    redirect(`/fleet?${new URLSearchParams({ id: textForAddress(query.text ?? "", listIdWords()) ?? "" })}`);
  // Without scripts, the form has sent it.
  if (query.text && looksLikeNumber(query.text)) redirect(addressOf({ ...query, text: undefined, page: 1 }));
  const list = await listFleet(actor, query);
  const { running, workers } = list;
  return (
    <>
      <ScreenHeader
        title="Fleet"
        pills={
          workers > 0 ? (
            <Pill state="good">workers active: {workers === 1 ? "1 job" : `${workers} jobs`} at a time</Pill>
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
      <div className="grid items-start gap-4 min-[1400px]:grid-cols-[minmax(0,1fr)_280px]">
        <div className="flex min-w-0 flex-col gap-4">
          <FleetSearch key={id} initialText={id} />
          {running.length > 0 ? (
            <Panel>
              <PanelHeader title="Running now" aside={<Pill state="accent">{running.length}</Pill>} />
              <ul className="divide-y divide-line">
                {running.map((deployment) => (
                  <li key={deployment.id} className="flex flex-wrap items-center gap-x-4 px-3.5 py-2">
                    <span className="min-w-0 flex-1 font-medium wrap-anywhere">{deployment.tenantName}</span>
                    <LastDeployment slug={deployment.slug} deployment={deployment} />
                  </li>
                ))}
              </ul>
            </Panel>
          ) : null}
          <TenantsPanel list={list} query={query} />
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

function TenantsPanel({ list, query }: { list: FleetList; query: FleetQuery }) {
  const { tenants, total } = list;
  return (
    <Panel>
      <PanelHeader
        title={query.archived ? "Archived tenants" : "Tenants"}
        aside={<Pill>{total}</Pill>}
        actions={
          <FindForm
            label="Find a tenant by name or URL"
            placeholder="Name or URL"
            text={query.text}
            numberHint="A phone number is searched in one tenant at a time. Open the tenant, and search there under Contacts."
            {...(query.archived && { keeps: { archived: "yes" } })}
          />
        }
      />
      {tenants.length === 0 ? (
        <NoTenant {...query} />
      ) : (
        <FleetTable
          tenants={tenants}
          order={query.order}
          addressOf={(order) => addressOf({ ...query, order, page: 1 })}
        />
      )}
      <MoreTenants list={list} query={query} />
    </Panel>
  );
}

function MoreTenants({ list: { hasNext, archived }, query }: { list: FleetList; query: FleetQuery }) {
  const { page } = query;
  const links = [
    ...(page > 1 ? [{ href: addressOf({ ...query, page: page - 1 }), label: "Previous page" }] : []),
    ...(hasNext ? [{ href: addressOf({ ...query, page: page + 1 }), label: "Next page" }] : []),
    ...(query.archived ? [{ href: "/fleet", label: "Tenants in use" }] : []),
    ...(!query.archived && archived > 0
      ? [{ href: "/fleet?archived=yes", label: `${archived} archived` }]
      : []),
  ];
  if (links.length === 0) return null;
  return (
    <nav aria-label="More tenants" className="flex flex-wrap gap-2 border-t border-line px-3.5 py-2">
      {links.map(({ href, label }) => (
        <LinkButton key={label} size="small" prefetch={false} href={href}>
          {label}
        </LinkButton>
      ))}
    </nav>
  );
}

function NoTenant({ text, archived, page }: Pick<FleetQuery, "text" | "archived" | "page">) {
  if (page > 1) return <EmptyState title="No more tenants">The list ends before this page.</EmptyState>;
  if (text) {
    return (
      <EmptyState title={`No ${archived ? "archived " : ""}tenant is called "${text}"`}>
        Enter part of a name or URL.
      </EmptyState>
    );
  }
  return archived ? (
    <EmptyState title="No archived tenants">
      An archived tenant keeps all its data, and its members can't open its pages. Archive one under Manage.
    </EmptyState>
  ) : (
    <EmptyState title="No tenants yet">
      Onboard your first customer. Their members, accounts, and integrations belong only to their tenant.
    </EmptyState>
  );
}

/** Of the list as it is asked for; what is usual stands in no address. */
function addressOf({ text, archived, order, page }: FleetQuery): string {
  const query = new URLSearchParams({
    ...(text ? { find: text } : {}),
    ...(archived ? { archived: "yes" } : {}),
    ...(order.by === "tenant" ? {} : { sort: order.by }),
    ...(order.isDescending ? { direction: "desc" } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return query.size > 0 ? `/fleet?${query}` : "/fleet";
}

function oneOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
