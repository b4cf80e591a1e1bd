import { defineScreen } from "@/components/define-screen";
import { CheckButton } from "@/components/ui/check-button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { ReadProblem } from "@/components/ui/read-problem";
import { Pill } from "@/components/ui/state";
import { can } from "@/lib/access/auth/permissions";
import { withTenant } from "@/lib/access/tenant/scope";
import { isInSandbox } from "@/lib/connections/sandbox-vendors";
import { listConnections } from "@/lib/connections/store";
import { guideOf, isDone } from "@/lib/integrations/guide";
import { listPublications } from "@/lib/integrations/publication/publication-store";
import { viewPublication } from "@/lib/integrations/publication/publication-view";
import { findGuideDeed, findGuidePublication, guideCheckersOf } from "@/lib/vendors/blueprints";
import { findVendor } from "@/lib/vendors/registry";
import { checkGuideNow } from "../../actions";
import { IntegrationHeader } from "../header";
import { loadIntegrationOfAddress } from "../load-integration-of-address";
import { GuideStepPanel } from "./guide-step-panel";
import { PublicationPanel } from "./publication-panel";

export const metadata = { title: "Guide" };

export default defineScreen<{ tenant: string; integrationId: string }>({
  permission: "tenant:read",
  render: async (context, { params }) => {
    const { tenantId, slug, role } = context;
    const integration = await loadIntegrationOfAddress(tenantId, params.integrationId);
    const [guide, [connections, publications]] = await Promise.all([
      guideOf(tenantId, integration.id),
      withTenant(
        tenantId,
        async (db) => [await listConnections(db), await listPublications(db, integration.id)] as const,
      ),
    ]);
    const steps = guide.ok ? guide.value : [];
    const done = steps.filter(isDone).length;
    const minutesLeft = steps.filter((step) => !isDone(step)).reduce((sum, { minutes }) => sum + minutes, 0);
    const vendorIds = Object.values(integration.vendorConnections);
    const isRehearsal = connections.some((each) => vendorIds.includes(each.id) && isInSandbox(each));
    const isChecked = steps.length > 0 && guideCheckersOf(integration.blueprint).length > 0;
    const asked = Object.keys(integration.vendorConnections).map((kind) => findVendor(kind)?.title ?? kind);
    const isWaiting = steps.some(({ values }) =>
      values.some(({ value, secret }) => value === undefined && !secret),
    );
    const titles = Object.fromEntries(steps.map(({ row, title }) => [row, title]));
    const publicationAt = (row: string) => {
      const publication = findGuidePublication(integration.blueprint, row);
      if (publication === undefined) return undefined;
      const { connectionKind } = publication;
      const connection = connections.find(({ id }) => id === integration.vendorConnections[connectionKind]);
      const vendor = findVendor(connectionKind)?.title ?? connectionKind;
      const view = viewPublication({ ...publication, vendor }, row, {
        ...{ all: publications, connection, seesWho: can(role, "audit:read") },
      });
      return (
        <PublicationPanel
          {...{ slug, row, view, titles, integrationId: integration.id }}
          connectionHref={
            connection && can(role, "connection:write") ? `/${slug}/connections/${connection.id}` : undefined
          }
          canPlan={can(role, "integration:write")}
          canPublish={can(role, "integration:deploy")}
        />
      );
    };
    return (
      <>
        <IntegrationHeader context={context} integration={integration} />
        {guide.ok ? null : <ReadProblem problem={guide.problem} state="bad" />}
        {guide.ok && steps.length === 0 ? (
          <Panel>
            <EmptyState title="No manual steps">
              The deployment does everything that this integration needs.
            </EmptyState>
          </Panel>
        ) : null}
        {steps.length > 0 ? (
          <div className="flex flex-wrap items-center gap-2 text-ink-soft">
            <Pill state={done === steps.length ? "good" : "unknown"}>
              {done} of {steps.length} done
            </Pill>
            {minutesLeft > 0 ? <span>About {minutesLeft} min left.</span> : null}
            Steps that have no API, screen by screen, with this tenant's values ready to copy.
            {isWaiting ? <Pill state="attention">some values are known after the deployment</Pill> : null}
          </div>
        ) : null}
        {isChecked && can(role, "guide:tick") ? (
          <div className="flex flex-wrap items-center gap-3">
            <CheckButton
              label="Check"
              check={checkGuideNow.bind(null, slug, { integrationId: integration.id })}
              waitsFor={asked.join(" and ")}
            />
            <p className="min-w-0 flex-1 basis-72 text-ink-soft">
              Reads back what's already set up. It changes nothing.
            </p>
          </div>
        ) : null}
        {isRehearsal && done < steps.length ? (
          <Panel className="flex flex-wrap items-center gap-3 px-3.5 py-3">
            <p className="min-w-0 flex-1 basis-72">
              The voice agent is simulated, so there's nothing to do by hand: a test call sets it up with
              these values and proves the steps.
            </p>
            {can(role, "contact:read") ? (
              <LinkButton href={`/${slug}/integrations/${integration.id}/watch`} look="solid">
                Watch a call
              </LinkButton>
            ) : null}
          </Panel>
        ) : null}
        <ol className="flex flex-col gap-3">
          {steps.map((step, index) => (
            <GuideStepPanel
              key={step.row}
              slug={slug}
              integrationId={integration.id}
              number={index + 1}
              step={step}
              canTick={can(role, "guide:tick")}
              canReveal={can(role, "secret:reveal")}
              deed={can(role, "integration:deploy") ? deedOf(integration.blueprint, step.row) : undefined}
              canOpenContacts={can(role, "contact:read")}
              publication={publicationAt(step.row)}
            />
          ))}
        </ol>
      </>
    );
  },
});

/** Without what does it: that stays on the server. */
function deedOf(kind: string, row: string) {
  const deed = findGuideDeed(kind, row);
  return deed && { button: deed.button, question: deed.question };
}
