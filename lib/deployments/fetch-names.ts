import { idsIn, type Names } from "@/lib/blueprints/describe-settings";
import { listInstanceChoices } from "@/lib/connections/list-instance-choices";
import type { PlanStep } from "@/lib/engine/plan-step";
import type { TenantId } from "@/lib/kernel/ids";
import { isPlainObject } from "@/lib/kernel/plain-json";

/**
 * Names of the queues, flows, opening hours and security profiles that a plan mentions by id, for its screen. Those that can't be read are
 * missing: a plan is as good without them. Call it outside any scope.
 */
export async function fetchNames(
  tenantId: TenantId,
  awsConnectionId: string | undefined,
  { steps, settings }: { steps: readonly PlanStep[]; settings: readonly unknown[] },
): Promise<Names> {
  const ids = new Set([...idsOfSteps(steps), ...settings.flatMap(textsIn).flatMap(idsIn)]);
  if (ids.size === 0 || awsConnectionId === undefined) return {};
  const choices = await listInstanceChoices(tenantId, awsConnectionId);
  if (!choices.ok) return {};
  const { queues, hoursOfOperation, flows, securityProfiles = [] } = choices.value;
  return Object.fromEntries(
    [...queues, ...hoursOfOperation, ...flows, ...securityProfiles]
      .filter(({ id }) => ids.has(id))
      .map(({ id, name }) => [id, name]),
  );
}

function idsOfSteps(steps: readonly PlanStep[]): string[] {
  return steps.flatMap(({ summary, differences }) =>
    [summary, ...differences.flatMap(({ before = "", after = "" }) => [before, after])].flatMap(idsIn),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isPlainObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
