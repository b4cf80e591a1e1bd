import { Suspense } from "react";
import { defineScreen } from "@/components/define-screen";
import { NotPermitted } from "@/components/not-permitted";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { LoadingForm } from "@/components/ui/loading-form";
import { Panel } from "@/components/ui/panel";
import { ReadProblem } from "@/components/ui/read-problem";
import { ScreenHeader } from "@/components/ui/screen-header";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { answerInTime } from "@/lib/aws/answer-in-time";
import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import { listInstanceChoices } from "@/lib/connections/list-instance-choices";
import { listStreamKeys } from "@/lib/connections/list-stream-keys";
import { findConnectionKind } from "@/lib/connections/registry";
import { type ConnectionView, listConnections } from "@/lib/connections/store";
import { listNumbersInUse } from "@/lib/deployments/numbers-in-use";
import { hasField } from "@/lib/forms/has-field";
import { requiredFields } from "@/lib/forms/required-fields";
import { defaultSettings } from "@/lib/integrations/create-with-defaults";
import { deployedInto } from "@/lib/integrations/deployed-into";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { create, findNumbers } from "../actions";
import { NewForm } from "./new-form";

export const metadata = { title: "New integration" };

export default defineScreen<{ tenant: string }>({
  permission: "tenant:read",
  render: async ({ tenantId, slug, role }, { search }) => {
    if (!can(role, "integration:write")) return <NotPermitted />;
    const connections = await withTenant(tenantId, listConnections);
    const of = (kind: string) => connections.filter((connection) => connection.kind === kind);
    const blueprint =
      listBlueprints().find(({ kind }) => kind === search.kind) ??
      listBlueprints().find((each) => kindsNeeded(each).every((kind) => of(kind).length > 0)) ??
      listBlueprints()[0];
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
    const missing = blueprint && kindsNeeded(blueprint).find((kind) => of(kind).length === 0);
    if (!blueprint || missing) {
      return (
        <>
          {header}
          <Panel>
            <EmptyState
              title={missing === "aws" ? "AWS account required" : "Vendor connection required"}
              action={
                <LinkButton look="solid" href={`/${slug}/connections/new?kind=${missing ?? "aws"}`}>
                  Connect {titleOf(missing ?? "aws")}
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
    const waitsFor = blueprint.withoutAws ? deployedInto(blueprint.kind).waitsFor : undefined;
    const awsConnectionId = blueprint.withoutAws ? undefined : account?.id;
    const wanted = { tenantId, blueprint: blueprint.kind, awsConnectionId, vendorConnections };
    return (
      <>
        {header}
        <Suspense key={JSON.stringify(wanted)} fallback={<LoadingForm of={waitsFor} />}>
          <FormOfInstance slug={slug} blueprint={blueprint} wanted={wanted} connections={connections} />
        </Suspense>
      </>
    );
  },
});

interface FormOfInstanceProps {
  slug: string;
  blueprint: AnyBlueprint;
  wanted: Parameters<typeof defaultSettings>[0];
  connections: readonly ConnectionView[];
}

function kindsNeeded({ needs, withoutAws }: AnyBlueprint): string[] {
  return withoutAws ? [...needs] : ["aws", ...needs];
}

/** The form with the blueprint's defaults, and what the Connect instance has to choose from. */
async function FormOfInstance({ slug, blueprint, wanted, connections }: FormOfInstanceProps) {
  const { tenantId, awsConnectionId, vendorConnections } = wanted;
  const [defaults, choices, streamKeys, numbersInUse] = await Promise.all([
    answerInTime(defaultSettings(wanted)),
    awsConnectionId === undefined ? undefined : answerInTime(listInstanceChoices(tenantId, awsConnectionId)),
    awsConnectionId !== undefined && hasField(blueprint.fields, "stream-key")
      ? answerInTime(listStreamKeys(tenantId, awsConnectionId))
      : undefined,
    withTenant(tenantId, (db) => listNumbersInUse(db, { awsConnectionId })),
  ]);
  if (!defaults.ok) return <ReadProblem problem={defaults.problem} state="bad" />;
  return (
    <>
      {choices?.ok === false ? <ReadProblem problem={choices.problem} /> : null}
      <NewForm
        slug={slug}
        blueprint={{ kind: blueprint.kind, title: blueprint.title, groups: blueprint.fields }}
        // In a vendor's account, the settings have the names of things whole.
        hasPrefix={!blueprint.withoutAws}
        connections={kindsNeeded(blueprint).map((kind) => ({
          kind,
          title: titleOf(kind),
          chosen: (kind === "aws" ? awsConnectionId : vendorConnections[kind]) ?? "",
          options: connections
            .filter((connection) => connection.kind === kind)
            .map(({ id, name }) => ({ id, name })),
        }))}
        initial={{
          ...defaults.value,
          ...(awsConnectionId === undefined
            ? {}
            : { entry: { kind: "numbers", testNumbers: [], liveNumbers: [], promoted: false } }),
        }}
        required={requiredFields(blueprint.settings, blueprint.fields, defaults.value)}
        choices={choices?.ok ? choices.value : undefined}
        streamKeys={streamKeys}
        numbersInUse={numbersInUse}
        findNumbers={findNumbers.bind(null, slug)}
        create={create.bind(null, slug)}
      />
    </>
  );
}

function titleOf(kind: string): string {
  return findConnectionKind(kind)?.title ?? kind;
}
