import { redirect } from "next/navigation";
import { Suspense } from "react";
import { CoverageNote } from "@/components/contacts/coverage-note";
import { FilterBar } from "@/components/contacts/filter-bar";
import { RecentList } from "@/components/contacts/recent-list";
import { SearchBox } from "@/components/contacts/search-box";
import { defineScreen } from "@/components/define-screen";
import { CenterLinks } from "@/components/setup/center-links";
import { buttonClasses } from "@/components/ui/button";
import { CancelWait } from "@/components/ui/cancel-wait";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { WaitNote } from "@/components/ui/wait-note";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { isBehind, loadCoverage, scannedUntil } from "@/lib/contacts/scan/scan-store";
import { formatFilter, isNarrowed, parseFilter, timeOf } from "@/lib/contacts/search/contact-filter";
import { chooseAccount } from "@/lib/contacts/search/list-chunk";
import { parseQuery } from "@/lib/contacts/search/parse-query";
import { listRecentSearches, recordRecentSearch } from "@/lib/contacts/search/recent-searches";
import { integrationChoices, listAccounts } from "@/lib/contacts/search/tenant-accounts";
import { describeCenters } from "@/lib/integrations/center-choices";
import { parseMoment } from "@/lib/kernel/parse-moment";
import { listIdWords } from "@/lib/vendors/ids";
import { ContactParts } from "./contact-parts";
import { Filters } from "./filters";
import { findByText, scanNow, scanProgress } from "./find-by-text";

export const metadata = { title: "Contacts" };

export default defineScreen<{ tenant: string }>({
  permission: "contact:read",
  render: async ({ tenantId, slug, name, actor, role }, { search }) => {
    const query = search.id ? parseQuery(search.id, listIdWords()) : undefined;
    // What may be another system's id as well, or names an instance, is looked up by the box.
    if (
      query?.kind === "id" &&
      query.idKind === "contact-id" &&
      query.mayAlsoBe.length === 0 &&
      !query.instanceArn
    )
      redirect(`/${slug}/contacts/${query.id}`);
    const filter = parseFilter(search);
    const accounts = await listAccounts(tenantId);
    const account = chooseAccount(accounts, filter);
    const until = parseMoment(search.until);
    const time = timeOf(filter, new Date(), until);
    const { userId } = actor;
    const { recent, coverage } = await withTenant(tenantId, async (db) => {
      // Values of attributes are a contact's data, and are not kept.
      if (isNarrowed(filter) && filter.attributes.length === 0 && !search.page)
        await recordRecentSearch(db, { tenantId, userId, kind: "filters", query: formatFilter(filter) });
      return {
        recent: await listRecentSearches(db, { tenantId, userId }),
        coverage:
          filter.onlyFindings && account.ok
            ? {
                found: await loadCoverage(db, { tenantId, connectionId: account.value.connectionId }, time),
                isBehind: isBehind(
                  await scannedUntil(db, { tenantId, connectionId: account.value.connectionId }),
                  time.to,
                  account.value.integrations.length > 0,
                ),
              }
            : undefined,
      };
    });
    const choices = {
      queues: [],
      agents: [],
      accounts: accounts.map(({ connectionId, name }) => ({ id: connectionId, name })),
      integrations: integrationChoices(accounts),
    };
    const center = account.ok ? account.value.center?.center : undefined;
    const of = center?.title ?? "Amazon Connect";
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
            of={of}
            {...(filter.account ? { account: filter.account } : {})}
            {...(search.id ? { initialText: search.id } : {})}
          />
          <RecentList slug={slug} recent={recent} />
        </div>
        {center ? (
          // It is asked for no names: its lists have them.
          <FilterBar slug={slug} filter={filter} choices={choices} center={center.title} />
        ) : accounts.length > 0 ? (
          <Suspense
            fallback={
              <>
                <FilterBar slug={slug} filter={filter} choices={choices} isPreparing />
                <WaitNote of="Amazon Connect" />
              </>
            }
          >
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
              key={account.value.connectionId}
              slug={slug}
              connectionId={account.value.connectionId}
              coverage={coverage?.found}
              isBehind={coverage?.isBehind ?? false}
              scan={scanNow}
              progress={scanProgress}
            />
          ) : null}
          {account.ok ? (
            <Suspense
              key={`${formatFilter(filter)} ${search.page ?? ""} ${search.until ?? ""}`}
              fallback={<Asking of={of} />}
            >
              <ContactParts slug={slug} reader={{ tenantId, slug, name, role }} request={request} of={of} />
            </Suspense>
          ) : accounts.length > 0 ? (
            <div className="p-3.5">
              <ProblemNotice problem={account.problem} state="attention" />
            </div>
          ) : (
            <EmptyState
              title="No contact center connected"
              action={can(role, "connection:write") ? <CenterLinks slug={slug} /> : null}
            >
              Contacts are read from your contact center: {describeCenters()}.
            </EmptyState>
          )}
        </Panel>
      </>
    );
  },
});

function Asking({ of }: { of: string }) {
  return (
    <div role="status" className="flex flex-col gap-2.5 px-3.5 py-3">
      <span className="text-xs text-ink-faint">Loading from {of}…</span>
      <WaitNote of={of} cancel={<CancelWait />} />
      {[0, 1, 2, 3].map((row) => (
        <span key={row} className="skeleton h-3.5 w-full" aria-hidden="true" />
      ))}
    </div>
  );
}

interface ExportLinksProps {
  slug: string;
  request: { filter: Parameters<typeof formatFilter>[0]; from: Date; to: Date; token?: string };
}

/** The same search from where the list begins; plain links, so that nothing fetches them beforehand. */
function ExportLinks({ slug, request }: ExportLinksProps) {
  const addressOf = (format: string) => {
    const query = new URLSearchParams(formatFilter(request.filter));
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
