import { PatchBay } from "@/components/patch-bay/patch-bay";
import { PlanButton } from "@/components/plan/plan-button";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { Pill } from "@/components/ui/state";
import type { ConnectionView } from "@/lib/connections/store";
import { readyBlueprints } from "@/lib/integrations/preview-picture";
import { vendors } from "@/lib/vendors/registry";
import { planWithDefaults } from "../integrations/actions";

interface FirstStepProps {
  slug: string;
  connections: readonly ConnectionView[];
  canPlan: boolean;
}

/** A tenant with nothing wired: what could be, as a picture in which every cable is still loose, and the way there. */
export function FirstStep({ slug, connections, canPlan }: FirstStepProps) {
  const [ready, ...others] = readyBlueprints(connections);
  if (!ready) return <ConnectFirst slug={slug} connections={connections} />;
  const { kind, title, description, awsConnectionId, vendorConnections, isSandbox, picture } = ready;
  const wanted = { blueprint: kind, awsConnectionId, vendorConnections };
  return (
    <Panel>
      <PanelHeader title={title} aside={<Pill>not wired yet</Pill>} />
      <div className="p-1 md:p-3">
        <PatchBay
          picture={{
            title,
            jacks: picture.jacks,
            cables: picture.cables.map((cable) => ({
              ...cable,
              state: "unknown",
              sentence: "Not deployed.",
              href: `/${slug}/integrations/new`,
            })),
          }}
        />
      </div>
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
            <LinkButton href={`/${slug}/integrations/new`}>Choose the settings first</LinkButton>
            {others.map((other) => (
              <LinkButton key={other.kind} href={`/${slug}/integrations/new?kind=${other.kind}`}>
                {other.title} instead
              </LinkButton>
            ))}
            {isSandbox ? (
              <PlanButton
                slug={slug}
                label={`Plan ${title}`}
                plan={planWithDefaults.bind(null, slug, wanted)}
              />
            ) : null}
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

function ConnectFirst({ slug, connections }: Omit<FirstStepProps, "canPlan">) {
  const hasAccount = connections.some(({ kind }) => kind === "aws");
  const next = hasAccount
    ? vendors.map(({ title, connection }) => ({ kind: connection.kind, label: `Connect ${title}` }))
    : [{ kind: "aws", label: "Connect an AWS account" }];
  return (
    <Panel>
      <EmptyState
        title={hasAccount ? "One more connection needed" : "Nothing connected yet"}
        action={next.map(({ kind, label }) => (
          <LinkButton
            key={kind}
            // Of several vendors, none is preferred.
            look={next.length === 1 ? "solid" : "plain"}
            href={`/${slug}/connections/new?kind=${kind}`}
          >
            {label}
          </LinkButton>
        ))}
      >
        {hasAccount
          ? "The AWS account is connected. Next, connect your voice agent's vendor. Then you can plan an integration."
          : "Start with the AWS account that Amazon Connect runs in. Next, connect your voice agent's vendor. Then a plan shows what would be created."}
      </EmptyState>
    </Panel>
  );
}
