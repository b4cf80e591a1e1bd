import { PatchBay } from "@/components/patch-bay/patch-bay";
import { PlanButton } from "@/components/plan/plan-button";
import { CenterLinks } from "@/components/setup/center-links";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { Pill } from "@/components/ui/state";
import type { ConnectionView } from "@/lib/connections/store";
import {
  agentKindsFor,
  connectedCenters,
  describeCenters,
  listCenterChoices,
} from "@/lib/integrations/center-choices";
import { deployedInto } from "@/lib/integrations/deployed-into";
import { type ReadyBlueprint, readyBlueprints } from "@/lib/integrations/preview-picture";
import { voiceAgentVendors } from "@/lib/vendors/registry";
import { planWithDefaults } from "../integrations/actions";

interface FirstStepProps {
  slug: string;
  connections: readonly ConnectionView[];
  /** May add connections. */
  canConnect: boolean;
  canPlan: boolean;
}

/** A tenant with nothing wired: what could be, as a picture in which every cable is still loose, and the way there. */
export function FirstStep({ slug, connections, canConnect, canPlan }: FirstStepProps) {
  const [ready, ...others] = readyBlueprints(connections);
  if (!ready) return <ConnectFirst slug={slug} connections={connections} canConnect={canConnect} />;
  const { title, description, isSandbox, picture } = ready;
  return (
    <Panel>
      <PanelHeader title={title} aside={<Pill>not wired yet</Pill>} />
      {/* Where something has to be chosen first, there is nothing to draw yet. */}
      {picture.jacks.length === 0 ? null : (
        <div className="p-1 md:p-3">
          <PatchBay
            picture={{
              title,
              jacks: picture.jacks,
              cables: picture.cables.map((cable) => ({
                ...cable,
                state: "unknown",
                sentence: "Not deployed.",
                href: canPlan ? `/${slug}/integrations/new` : `/${slug}/integrations`,
              })),
            }}
          />
        </div>
      )}
      <div className="flex flex-wrap items-start justify-between gap-3 border-t border-line px-3.5 py-3">
        <div className="min-w-0 flex-1 basis-80">
          <p className="font-medium">{description}</p>
          <p className="text-ink-soft">
            The connections are set up. A plan reads the account and shows every step. Nothing changes until
            you approve it.
          </p>
        </div>
        {canPlan ? (
          <div className="flex flex-wrap gap-2">
            {isSandbox ? (
              <PlanButton
                slug={slug}
                label={`Plan ${title}`}
                waitsFor={deployedInto(ready.kind).waitsFor}
                plan={planWithDefaults.bind(null, slug, wantedOf(ready))}
              />
            ) : null}
            <LinkButton href={`/${slug}/integrations/new?kind=${ready.kind}`}>
              Choose the settings first
            </LinkButton>
            {others.map((other) =>
              other.isSandbox ? (
                <PlanButton
                  key={other.kind}
                  slug={slug}
                  look="plain"
                  label={`Plan ${other.title}`}
                  waitsFor={deployedInto(other.kind).waitsFor}
                  plan={planWithDefaults.bind(null, slug, wantedOf(other))}
                />
              ) : (
                <LinkButton key={other.kind} href={`/${slug}/integrations/new?kind=${other.kind}`}>
                  {other.title} instead
                </LinkButton>
              ),
            )}
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

function wantedOf({ kind, awsConnectionId, vendorConnections }: ReadyBlueprint) {
  return { blueprint: kind, awsConnectionId, vendorConnections };
}

function ConnectFirst({ slug, connections, canConnect }: Omit<FirstStepProps, "canPlan">) {
  const [center] = connectedCenters(connections);
  const centers = listCenterChoices();
  const agentKinds = agentKindsFor(center);
  const agents = voiceAgentVendors.filter(({ connection }) => agentKinds.includes(connection.kind));
  return (
    <Panel>
      <EmptyState
        title={connections.length === 0 ? "Nothing connected yet" : "One more connection needed"}
        action={
          !canConnect ? null : center === undefined ? (
            <CenterLinks slug={slug} />
          ) : (
            agents.map(({ title, connection: { kind } }) => (
              <LinkButton
                key={kind}
                // Of several, none is preferred.
                look={agents.length === 1 ? "solid" : "plain"}
                href={`/${slug}/connections/new?kind=${kind}`}
              >
                Connect {title}
              </LinkButton>
            ))
          )
        }
      >
        {center === undefined
          ? `Start with your contact center: ${describeCenters()}. Next, connect your voice agent's vendor. Then a plan shows what would be created.`
          : `The ${centers.find(({ kind }) => kind === center)?.accountTitle ?? "AWS account"} is connected. Next, connect your voice agent's vendor. Then you can plan an integration.`}
      </EmptyState>
    </Panel>
  );
}
