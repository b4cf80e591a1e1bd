import { Suspense } from "react";
import { defineScreen } from "@/components/define-screen";
import { Button } from "@/components/ui/button";
import { CancelWait } from "@/components/ui/cancel-wait";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { ScreenHeader } from "@/components/ui/screen-header";
import { WaitNote } from "@/components/ui/wait-note";
import { can } from "@/lib/access/auth/permissions";
import { flowTypes, flowTypeTitle } from "@/lib/flow-library/flow-types";
import { type FlowAccount, loadFlowAccount } from "./flow-account";
import { FlowList } from "./flow-list";
import { NoAccount } from "./no-account";

export const metadata = { title: "Flows" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, name, role }, { search }) => {
    const account = await loadFlowAccount(tenantId, slug, search.account);
    const asked = { name: search.name?.trim() || undefined, type: search.type || undefined };
    return (
      <>
        <ScreenHeader
          title="Flows"
          actions={
            account && can(role, "integration:write") ? (
              <LinkButton href={account.address("/import")}>Import a flow</LinkButton>
            ) : null
          }
        >
          All flows in the Amazon Connect instance, including those not created by Patchbay.
        </ScreenHeader>
        {account ? (
          <>
            <SearchFlows account={account} slug={slug} name={asked.name} type={asked.type} />
            <Panel>
              <Suspense
                key={JSON.stringify([account.connectionId, asked, search.page])}
                fallback={
                  <div className="flex flex-col gap-1.5 px-3.5 py-4 text-ink-faint">
                    <p>Loading flows from Amazon Connect…</p>
                    <WaitNote of="Amazon Connect" cancel={<CancelWait />} />
                  </div>
                }
              >
                <FlowList
                  reader={{ tenantId, slug, name, role }}
                  account={account}
                  name={asked.name}
                  type={asked.type}
                  page={search.page}
                  canImport={can(role, "integration:write")}
                />
              </Suspense>
            </Panel>
          </>
        ) : (
          <NoAccount slug={slug} role={role} />
        )}
      </>
    );
  },
});

interface SearchFlowsProps {
  account: FlowAccount;
  slug: string;
  name: string | undefined;
  type: string | undefined;
}

function SearchFlows({ account, slug, name, type }: SearchFlowsProps) {
  return (
    <form action={`/${slug}/flows`} method="get" className="flex flex-wrap gap-2">
      {account.accounts.length > 1 ? (
        <select
          name="account"
          aria-label="Account"
          defaultValue={account.connectionId}
          className="field-box w-auto"
        >
          {account.accounts.map(({ id, name: accountName }) => (
            <option key={id} value={id}>
              {accountName}
            </option>
          ))}
        </select>
      ) : null}
      <input
        name="name"
        defaultValue={name}
        aria-label="Name contains"
        placeholder="Name contains"
        autoComplete="off"
        className="field-box max-w-96 flex-1 basis-52"
      />
      <select name="type" aria-label="Type" defaultValue={type ?? ""} className="field-box w-auto">
        <option value="">All types</option>
        {flowTypes.map((each) => (
          <option key={each} value={each}>
            {flowTypeTitle(each)}
          </option>
        ))}
      </select>
      <Button type="submit">Search</Button>
      {name || type ? (
        <LinkButton look="quiet" href={account.address("")}>
          Show all
        </LinkButton>
      ) : null}
    </form>
  );
}
