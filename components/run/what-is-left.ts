import { leftInAccount } from "@/lib/deployments/left-in-account";
import type { DeploymentView } from "@/lib/deployments/load-deployment-view";
import type { Unsearched } from "@/lib/engine/unsearched";

/** What a removal that has ended leaves in the account, as far as anybody knows. */
export function whatIsLeft(
  steps: readonly Pick<DeploymentView["steps"][number], "problem" | "step">[],
  unsearched: readonly Unsearched[],
): string {
  const left = steps.filter(({ problem }) => problem?.code === leftInAccount);
  const names = left.map(({ step }) => `${step.title} ${step.name}`).join(", ");
  const gone =
    left.length === 0
      ? "Everything that Patchbay created for this integration was removed from the account."
      : `${names} ${left.length === 1 ? "stays" : "stay"} in the account. Everything else that Patchbay created for this integration was removed.`;
  if (unsearched.length === 0) return gone;
  const titles = unsearched.map(({ title }) => title).join(", ");
  return `${gone} Patchbay couldn’t look for every leftover (${titles}), so whether any are there is unknown.`;
}
