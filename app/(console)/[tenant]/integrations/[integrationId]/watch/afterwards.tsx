import { PlanButton } from "@/components/plan/plan-button";
import { LinkButton } from "@/components/ui/link-button";
import { Panel } from "@/components/ui/panel";
import { liveNumbersOf } from "@/lib/blueprints/shared/entry";
import type { IntegrationId } from "@/lib/kernel/ids";
import { promote } from "../../actions";

interface AfterwardsProps {
  slug: string;
  integrationId: IntegrationId;
  settings: unknown;
  /** What callers have; undefined where it isn't known. */
  deployedSettings: unknown;
  /** May change the settings and plan. */
  canPlan: boolean;
}

/** What follows a call that has proven the integration: the steps that it ticked, and the numbers that customers call. */
export function Afterwards({ slug, integrationId, settings, deployedSettings, canPlan }: AfterwardsProps) {
  const base = `/${slug}/integrations/${integrationId}`;
  const live = liveNumbersOf(settings);
  const reached = liveNumbersOf(deployedSettings ?? settings);
  const left =
    live?.numbers.filter((number) => !reached?.isPromoted || !reached.numbers.includes(number)) ?? [];
  return (
    <Panel className="flex flex-col items-start gap-2.5 px-4 py-3">
      <p>
        The call has proven the integration from end to end. The manual steps it showed to be done are marked
        in the guide.
      </p>
      {live ? <p className="text-ink-soft">{sayLive(live.numbers, left)}</p> : null}
      <div className="flex flex-wrap gap-2">
        {live && canPlan && live.numbers.length === 0 ? (
          <LinkButton href={`${base}/settings`}>Add live numbers</LinkButton>
        ) : null}
        {canPlan && left.length > 0 ? (
          <PlanButton
            slug={slug}
            label={left.length === 1 ? "Promote 1 live number" : `Promote ${left.length} live numbers`}
            plan={promote.bind(null, slug, { integrationId })}
          />
        ) : null}
        <LinkButton href={`${base}/guide`}>Open the guide</LinkButton>
      </div>
    </Panel>
  );
}

/** `left`: those that don't lead here yet, whatever is saved. */
function sayLive(numbers: readonly string[], left: readonly string[]): string {
  if (numbers.length === 0)
    return "Only test numbers lead here. Add the numbers that your customers call to promote them.";
  return left.length === 0
    ? "The live numbers are promoted."
    : `Customers who call ${left.join(", ")} don't get here yet. Promoting plans a deployment that points ${left.length === 1 ? "it" : "them"} to this flow.`;
}
