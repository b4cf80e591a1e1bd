import { usualSeconds } from "@/components/plan/plan-actions";
import { LinkButton } from "@/components/ui/button";
import { Facts, Panel, PanelHeader } from "@/components/ui/panel";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { countAttention } from "@/lib/engine/plan";
import type { PlanStep } from "@/lib/engine/plan-step";
import type { Unsearched } from "@/lib/engine/unsearched";
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
  };
  canDeploy: boolean;
}

/** What approving means: how long, what callers notice, what it costs; and the one button that starts it. */
export function ApprovePanel({ slug, integration, plan, canDeploy }: ApprovePanelProps) {
  const { steps, changes, conflicts, purpose } = plan;
  if (changes === 0 && conflicts === 0) {
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
  const numbers = steps.filter(({ type, action }) => type === "phone-number-flow" && action !== "keep");
  const charges = steps.filter(({ charge }) => charge).length;
  return (
    <Panel>
      <PanelHeader title="Approve" />
      <Facts
        rows={[
          { label: "Usually takes about", value: `${Math.max(1, Math.round(usualSeconds(steps)))} s` },
          { label: "Callers notice", value: numbers.length > 0 ? "when the number moves" : "nothing" },
          ...(numbers.length > 0
            ? [
                {
                  label: numbers.length === 1 ? "Number" : "Numbers",
                  value: numbers.map(({ name }) => name).join(", "),
                },
              ]
            : []),
          {
            label: "Starts charges",
            value: charges === 0 ? "no step" : charges === 1 ? "1 step" : `${charges} steps`,
          },
        ]}
      />
      <div className="flex flex-col gap-3 border-t border-line p-3.5">
        {conflicts > 0 ? (
          <ProblemNotice
            problem={{
              code: "plan-has-conflicts",
              sentence:
                conflicts === 1 ? "A conflict blocks this plan." : `${conflicts} conflicts block this plan.`,
              wayOut:
                "See the conflict in the plan, resolve it in the account or in the settings, and create a new plan.",
            }}
          />
        ) : canDeploy ? (
          <ApproveForm
            slug={slug}
            approve={approve}
            planId={plan.id}
            integrationId={integration.id}
            purpose={purpose}
            name={integration.name}
            changes={changes}
          />
        ) : (
          <p className="text-ink-soft">An administrator can approve this plan.</p>
        )}
      </div>
    </Panel>
  );
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
