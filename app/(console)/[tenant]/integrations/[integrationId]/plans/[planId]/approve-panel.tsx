import { usualSeconds } from "@/components/plan/plan-actions";
import { statusLooks } from "@/components/run/run-state";
import { LinkButton } from "@/components/ui/link-button";
import { Facts, Panel, PanelHeader } from "@/components/ui/panel";
import { Pill } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { Restores, StoredPlan } from "@/lib/deployments/make-plan";
import { countAttention } from "@/lib/engine/plan";
import type { PlanStep } from "@/lib/engine/plan-step";
import type { Unsearched } from "@/lib/engine/unsearched";
import { isNoticed, type PlanNotices } from "@/lib/integrations/plan-notices";
import type { IntegrationView } from "@/lib/integrations/store";
import { approve } from "../../../actions";
import { ApproveForm } from "./approve-form";

interface ApprovePanelProps {
  slug: string;
  integration: IntegrationView;
  plan: {
    id: string;
    purpose: "deploy" | "remove";
    steps: PlanStep[];
    changes: number;
    conflicts: number;
    unsearched: readonly Unsearched[];
    restores: Restores | undefined;
    deployment: StoredPlan["deployment"];
  };
  notices: PlanNotices;
  canDeploy: boolean;
}

/** What approving means: how long, what callers notice, what it costs; and the one button that starts it. */
export function ApprovePanel({ slug, integration, plan, notices, canDeploy }: ApprovePanelProps) {
  const { steps, changes, conflicts, purpose, restores, deployment } = plan;
  if (deployment) {
    return <Approved base={`/${slug}/integrations/${integration.id}`} deployment={deployment} />;
  }
  if (changes === 0 && conflicts === 0 && !restores) {
    return (
      <Panel>
        <PanelHeader title="Nothing to do" />
        <div className="flex flex-col gap-3 p-3.5" data-testid="nothing-to-do">
          <p className="text-ink-soft">{nothingToDo(plan)}</p>
          <LinkButton
            href={`/${slug}/integrations/${integration.id}${purpose === "remove" ? "/remove" : ""}`}
          >
            Back to the integration
          </LinkButton>
        </div>
      </Panel>
    );
  }
  const charges = steps.filter(({ charge }) => charge).length;
  return (
    <Panel>
      <PanelHeader title="Approve" />
      <Facts
        rows={[
          { label: "Usually takes about", value: `${Math.max(1, Math.round(usualSeconds(steps)))} s` },
          {
            label: "Callers notice",
            value: isNoticed(notices) ? (
              <a href="#callers-notice" className="text-accent underline">
                {sayNotices(notices)}
              </a>
            ) : (
              "nothing"
            ),
          },
          {
            label: "Starts charges",
            value: charges === 0 ? "none" : charges === 1 ? "1 step" : `${charges} steps`,
          },
        ]}
      />
      <div className="flex flex-col gap-3 border-t border-line p-3.5">
        {conflicts > 0 ? (
          <p className="text-ink-soft">
            {conflicts === 1 ? "A conflict blocks this plan." : `${conflicts} conflicts block this plan.`}{" "}
            Resolve what{" "}
            <a href="#blockers" className="underline">
              stands at the top
            </a>
            , then plan again.
          </p>
        ) : canDeploy ? (
          <ApproveForm
            slug={slug}
            approve={approve}
            planId={plan.id}
            integrationId={integration.id}
            purpose={purpose}
            name={integration.name}
            changes={changes}
            isGoingBack={restores !== undefined}
          />
        ) : (
          <p className="text-ink-soft">An administrator can approve this plan.</p>
        )}
      </div>
    </Panel>
  );
}

/** A plan is approved once: whoever comes back to it is led to what became of it. */
function Approved({ base, deployment }: { base: string; deployment: NonNullable<StoredPlan["deployment"]> }) {
  const { id, status, createdAt } = deployment;
  const { state, word } = statusLooks[status];
  return (
    <Panel>
      <PanelHeader title="Approved" aside={<Pill state={state}>{word}</Pill>} />
      <div className="flex flex-col items-start gap-3 p-3.5" data-testid="approved">
        <p className="text-ink-soft">
          This plan was approved on <Time at={createdAt.toISOString()} />. To change anything else, plan
          again.
        </p>
        <LinkButton href={`${base}/runs/${id}`} look="solid">
          Open the deployment
        </LinkButton>
      </div>
    </Panel>
  );
}

function sayNotices({ numbers, settings, flowFields }: PlanNotices): string {
  const said = [
    ...(numbers.length === 0 ? [] : [numbers.length === 1 ? "1 number" : `${numbers.length} numbers`]),
    ...(settings.length === 0 ? [] : [settings.length === 1 ? "1 change" : `${settings.length} changes`]),
    ...(flowFields === 0 ? [] : ["the flow, published again"]),
  ];
  return said.join(", ");
}

/** Never more than what was seen. */
function nothingToDo({ purpose, steps, unsearched }: ApprovePanelProps["plan"]): string {
  const attention = countAttention(steps);
  const found =
    purpose === "remove"
      ? unsearched.length === 0
        ? "Nothing of this integration is in the account."
        : "Patchbay found nothing of this integration in the account."
      : attention === 0
        ? "No changes needed. The account already matches your settings."
        : `No changes needed. ${attention === 1 ? "1 resource needs" : `${attention} resources need`} your attention.`;
  return unsearched.length === 0
    ? found
    : `${found} Patchbay couldn’t look for all leftovers, so whether any are there is unknown.`;
}
