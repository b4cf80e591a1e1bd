import { fetchTemplateVersion } from "@/lib/aws/fetch-function-boundary";
import { templateVersion } from "@/lib/aws/function-boundary";
import type { DesiredResource } from "@/lib/engine/resource";
import { ProblemError } from "@/lib/kernel/result";
import { findResourceType } from "@/lib/vendors/resource-types";
import type { World } from "./open-world";

const lookTimeoutMs = 20_000;

/**
 * Before anything is looked at or made: an account that was onboarded with an earlier template has roles that may not do
 * what these resources need. Throws a Problem that says so; AWS's own refusal would come halfway through.
 */
export async function requireTemplate(
  world: Pick<World, "access">,
  desired: readonly DesiredResource[],
): Promise<void> {
  const needs = desired.map(({ type }) => findResourceType(type).needsTemplate ?? 0);
  const needed = Math.max(0, ...needs);
  if (needed === 0 || world.access === undefined) return;
  const signal = AbortSignal.timeout(lookTimeoutMs);
  const version = await fetchTemplateVersion(world.access.clients, signal, needed);
  // Access keys and roles of the customer's own: what they may do shows only when it is done.
  if (version === undefined || version >= needed) return;
  throw new ProblemError({
    code: "onboarding-outdated",
    sentence: `The onboarding stack in this AWS account is from version ${version} of its template. This integration needs version ${needed}. Nothing was changed.`,
    wayOut: `Update the onboarding stack: open the AWS account's connection, get the current template (version ${templateVersion}), and update the stack with it in the CloudFormation console. Then create a plan.`,
  });
}
