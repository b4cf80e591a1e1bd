import { redirect } from "next/navigation";
import { Suspense } from "react";
import { CoverageNote } from "@/components/contacts/coverage-note";
import { FilterBar } from "@/components/contacts/filter-bar";
import { RecentList } from "@/components/contacts/recent-list";
import { SearchBox } from "@/components/contacts/search-box";
import { defineScreen } from "@/components/define-screen";
import { buttonClasses, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { withTenant } from "@/lib/access/tenant/scope";
import { readCoverage } from "@/lib/contacts/scan/scan-store";
import { isNarrowed, readFilter, timeOf, writeFilter } from "@/lib/contacts/search/contact-filter";
import { chooseAccount } from "@/lib/contacts/search/list-chunk";
import { readQuery } from "@/lib/contacts/search/read-query";
import { listRecentSearches, recordRecentSearch } from "@/lib/contacts/search/recent-searches";
import { listAccounts } from "@/lib/contacts/search/tenant-accounts";
import { listIdWords } from "@/lib/vendors/ids";
import { ContactParts } from "./contact-parts";
import { Filters } from "./filters";
import { findByText, scanNow } from "./find-by-text";

export const metadata = { title: "Contacts" };

export default defineScreen<{ tenant: string }>({
  permission: "contact:read",
  render: async ({ tenantId, slug, actor }, { search }) => {
    const query = search.id ? readQuery(search.id, listIdWords()) : undefined;
    // What may be another system's id as well is looked up by the box, at every place that could know it.
    if (query?.kind === "id" && query.idKind === "contact-id" && query.mayAlsoBe.length === 0)
      redirect(`/${slug}/contacts/${query.id}`);
    const filter = readFilter(search);
    const accounts = await listAccounts(tenantId);
    const account = chooseAccount(accounts, filter);
    const until = endOf(search.until);
    const time = timeOf(filter, new Date(), until);
    const { userId } = actor;
    const { recent, coverage } = await withTenant(tenantId, async (db) => {
      // Values of attributes are a contact's data, and are not kept.
      if (isNarrowed(filter) && filter.attributes.length === 0 && !search.page)
        await recordRecentSearch(db, { tenantId, userId, kind: "filters", query: writeFilter(filter) });
      return {
        recent: await listRecentSearches(db, { tenantId, userId }),
        coverage:
          filter.onlyFindings && account.ok
            ? await readCoverage(db, { tenantId, connectionId: account.value.connectionId }, time)
            : undefined,
      };
    });
    const choices = {
      queues: [],
      agents: [],
      accounts: accounts.map(({ connectionId, name }) => ({ id: connectionId, name })),
      integrations: accounts.flatMap(({ integrations }) =>
        integrations.filter(({ flowArns }) => flowArns.length > 0).map(({ id, name }) => ({ id, name })),
      ),
    };
    const request = { tenantId, filter, ...time, ...(search.page ? { token: search.page } : {}) };
    return (
      <>
        <ScreenHeader title="Contacts">What every system did for a contact, in one timeline.</ScreenHeader>
        <div className="flex flex-col gap-2">
          <SearchBox
            // The box is filled anew when a recent search is chosen.
            key={search.id ?? ""}
            slug={slug}
            find={findByText}
            {...(filter.account ? { account: filter.account } : {})}
            {...(search.id ? { initialText: search.id } : {})}
          />
          <RecentList slug={slug} recent={recent} />
        </div>
        {accounts.length > 0 ? (
          <Suspense fallback={<FilterBar slug={slug} filter={filter} choices={choices} isPreparing />}>
            <Filters
              tenantId={tenantId}
              slug={slug}
              connectionId={account.ok ? account.value.connectionId : ""}
              filter={filter}
              choices={choices}
            />
          </Suspense>
        ) : null}
        <Panel>
          <PanelHeader
            title={search.page ? "Contacts, further back" : "Contacts"}
            actions={account.ok ? <ExportLinks slug={slug} request={request} /> : null}
          />
          {filter.onlyFindings && account.ok ? (
            <CoverageNote
              slug={slug}
              connectionId={account.value.connectionId}
              coverage={coverage}
              scan={scanNow}
            />
          ) : null}
          {account.ok ? (
            <Suspense
              key={`${writeFilter(filter)} ${search.page ?? ""} ${search.until ?? ""}`}
              fallback={<Asking />}
            >
              <ContactParts slug={slug} request={request} />
            </Suspense>
          ) : accounts.length > 0 ? (
            <div className="p-3.5">
              <ProblemNotice problem={account.problem} state="attention" />
            </div>
          ) : (
            <EmptyState
              title="No AWS account connected"
              action={
                <LinkButton href={`/${slug}/connections/new?kind=aws`}>Connect an AWS account</LinkButton>
              }
            >
              Contacts are read from the Amazon Connect instance of the tenant's AWS account.
            </EmptyState>
          )}
        </Panel>
      </>
    );
  },
});

function Asking() {
  return (
    <div role="status" className="flex flex-col gap-2.5 px-3.5 py-3">
      <span className="text-xs text-ink-faint">Loading from Amazon Connect…</span>
      {[0, 1, 2, 3].map((row) => (
        <span key={row} className="skeleton h-3.5 w-full" aria-hidden="true" />
      ))}
    </div>
  );
}

interface ExportLinksProps {
  slug: string;
  request: { filter: Parameters<typeof writeFilter>[0]; from: Date; to: Date; token?: string };
}

/** The same search from where the list begins; plain links, so that nothing fetches them beforehand. */
function ExportLinks({ slug, request }: ExportLinksProps) {
  const addressOf = (format: string) => {
    const query = new URLSearchParams(writeFilter(request.filter));
    query.set("format", format);
    query.set("until", request.to.toISOString());
    if (request.token) query.set("page", request.token);
    return `/api/${slug}/contacts/export?${query}`;
  };
  return (
    <>
      <span className="text-xs text-ink-faint">Export</span>
      {["csv", "json"].map((format) => (
        <a key={format} href={addressOf(format)} download className={buttonClasses("plain", "small")}>
          {format.toUpperCase()}
        </a>
      ))}
    </>
  );
}

function endOf(text: string | undefined): Date | undefined {
  const given = text ? new Date(text) : undefined;
  return given && !Number.isNaN(given.getTime()) ? given : undefined;
}
