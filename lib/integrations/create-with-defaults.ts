import type { Actor } from "@/lib/access/audit/record-audit";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import { listInstanceChoices } from "@/lib/connections/list-instance-choices";
import { accountFactsOf, isInSandbox, requireAwsConnection } from "@/lib/deployments/load-integration";
import { listNumbersInUse } from "@/lib/deployments/numbers-in-use";
import { createIntegration } from "@/lib/integrations/store";
import type { IntegrationId, TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { findBlueprint } from "@/lib/vendors/blueprints";

interface Wanted {
  tenantId: TenantId;
  blueprint: string;
  /** Left out where the blueprint needs no AWS account. */
  awsConnectionId?: string | undefined;
  /** By their kinds: { [kind]: <connection id> } */
  vendorConnections: Record<string, string>;
}

/** A blueprint's defaults for these connections: what a new integration's form begins with. Call it outside any scope. */
export async function defaultSettings(wanted: Wanted): Promise<Result<Record<string, unknown>>> {
  const blueprint = findBlueprint(wanted.blueprint);
  if (!blueprint) return fail(noBlueprint);
  try {
    return succeed(await loadDefaults(blueprint, wanted));
  } catch (error) {
    return fail(describeFailure(error));
  }
}

/**
 * Stores an integration that needs no form: the blueprint's defaults, the instance's first queue, and its first free number
 * to try it on. For the sandbox, whose numbers nobody calls; a real account's numbers are a person's to choose.
 */
export async function createWithDefaults(
  wanted: Wanted & { actor: Actor },
): Promise<Result<{ id: IntegrationId }>> {
  const { tenantId, actor, blueprint, awsConnectionId, vendorConnections } = wanted;
  const found = findBlueprint(blueprint);
  const name = found?.title ?? blueprint;
  const ids = { tenantId, actor, blueprint, name, vendorConnections };
  const defaults = await defaultSettings(wanted);
  if (!defaults.ok) return defaults;
  if (found?.withoutAws || awsConnectionId === undefined) {
    return withTenant(tenantId, (db) => createIntegration(db, { ...ids, settings: defaults.value }));
  }
  const [choices, taken] = await Promise.all([
    listInstanceChoices(tenantId, awsConnectionId),
    withTenant(tenantId, (db) => listNumbersInUse(db, { awsConnectionId })),
  ]);
  if (!choices.ok) return choices;
  const [queue] = choices.value.queues;
  const number = choices.value.numbers.find((each) => taken[each] === undefined);
  if (!queue || !number) return fail(nothingToChoose);
  const settings = {
    ...defaults.value,
    queueId: queue.id,
    entry: { kind: "numbers", testNumbers: [number], liveNumbers: [], promoted: false },
  };
  return withTenant(tenantId, (db) => createIntegration(db, { ...ids, settings, awsConnectionId }));
}

async function loadDefaults(blueprint: AnyBlueprint, wanted: Wanted): Promise<Record<string, unknown>> {
  const { tenantId, awsConnectionId, vendorConnections } = wanted;
  const access = blueprint.withoutAws
    ? undefined
    : await openAwsConnection(tenantId, requireAwsConnection({ name: blueprint.title, awsConnectionId }));
  const rows = await withTenant(tenantId, (db) =>
    db.connection.findMany({ where: { id: { in: Object.values(vendorConnections) } } }),
  );
  const vendors = Object.fromEntries(rows.map((row) => [row.kind, row.settings as Record<string, unknown>]));
  return {
    ...blueprint.defaults({
      prefix: "",
      ...accountFactsOf(access),
      vendors,
      outputs: {},
      bypassed: false,
      isSandbox: isInSandbox({ blueprint, vendors }, access),
    }),
  };
}

const noBlueprint = {
  code: "blueprint-unknown",
  sentence: "Unknown integration type.",
  wayOut: "Choose one from the list.",
};
const nothingToChoose = {
  code: "instance-without-queue-or-number",
  sentence: "This Connect instance has no queue, or no available claimed number. Nothing was created.",
  wayOut: "Create a queue and claim a number in Amazon Connect, then try again.",
};
