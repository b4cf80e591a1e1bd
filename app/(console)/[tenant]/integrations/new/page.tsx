import { defineScreen } from "@/components/define-screen";
import { NotPermitted } from "@/components/not-permitted";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScreenHeader } from "@/components/ui/screen-header";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { listInstanceChoices } from "@/lib/connections/list-instance-choices";
import { findConnectionKind } from "@/lib/connections/registry";
import { listConnections } from "@/lib/connections/store";
import { defaultSettings } from "@/lib/integrations/create-with-defaults";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { create } from "../actions";
import { NewForm } from "./new-form";

export const metadata = { title: "New integration" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { search }) => {
    if (!can(role, "integration:write")) return <NotPermitted />;
    const connections = await withTenant(tenantId, listConnections);
    const blueprint = listBlueprints().find(({ kind }) => kind === search.kind) ?? listBlueprints()[0];
    const of = (kind: string) => connections.filter((connection) => connection.kind === kind);
    const account = of("aws").find(({ id }) => id === search.aws) ?? of("aws")[0];
    const header = (
      <>
        <ScreenHeader title="New integration" back={{ href: `/${slug}/integrations`, label: "Integrations" }}>
          {blueprint?.description}
        </ScreenHeader>
        <nav aria-label="Integration type" className="flex flex-wrap gap-2">
          {listBlueprints().map(({ kind, title }) => (
            <LinkButton
              key={kind}
              href={`/${slug}/integrations/new?kind=${kind}`}
              look={kind === blueprint?.kind ? "solid" : "plain"}
              isHere={kind === blueprint?.kind}
            >
              {title}
            </LinkButton>
          ))}
        </nav>
      </>
    );
    const missing = ["aws", ...(blueprint?.needs ?? [])].find((kind) => of(kind).length === 0);
    if (!blueprint || !account || missing) {
      return (
        <>
          {header}
          <Panel>
            <EmptyState
              title={missing === "aws" ? "AWS account required" : "Vendor connection required"}
              action={
                <LinkButton look="solid" href={`/${slug}/connections/new?kind=${missing ?? "aws"}`}>
                  Connect: {titleOf(missing ?? "aws")}
                </LinkButton>
              }
            >
              Create the connection first, then come back.
            </EmptyState>
          </Panel>
        </>
      );
    }
    const vendorConnections = Object.fromEntries(
      blueprint.needs.map((kind) => [
        kind,
        (of(kind).find(({ id }) => id === search[kind]) ?? of(kind)[0])?.id ?? "",
      ]),
    );
    const wanted = { tenantId, blueprint: blueprint.kind, awsConnectionId: account.id, vendorConnections };
    const [defaults, choices] = await Promise.all([
      defaultSettings(wanted),
      listInstanceChoices(tenantId, account.id),
    ]);
    return (
      <>
        {header}
        {choices.ok ? null : <ProblemNotice state="attention" problem={choices.problem} />}
        {defaults.ok ? (
          <NewForm
            key={JSON.stringify(wanted)}
            slug={slug}
            blueprint={{ kind: blueprint.kind, title: blueprint.title, groups: blueprint.fields }}
            connections={["aws", ...blueprint.needs].map((kind) => ({
              kind,
              title: titleOf(kind),
              chosen: kind === "aws" ? account.id : (vendorConnections[kind] ?? ""),
              options: of(kind).map(({ id, name }) => ({ id, name })),
            }))}
            initial={{
              ...defaults.value,
              entry: { kind: "numbers", testNumbers: [], liveNumbers: [], promoted: false },
            }}
            choices={choices.ok ? choices.value : undefined}
            create={create.bind(null, slug)}
          />
        ) : (
          <ProblemNotice problem={defaults.problem} />
        )}
      </>
    );
  },
});

function titleOf(kind: string): string {
  return findConnectionKind(kind)?.title ?? kind;
}
