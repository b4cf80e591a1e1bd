import type { Actor } from "@/lib/access/audit/record-audit";
import { type TenantId, withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { describeFailure } from "@/lib/aws/describe-failure";
import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import { numbersOfSettings } from "@/lib/blueprints/shared/entry";
import { listInstanceChoices } from "@/lib/connections/list-instance-choices";
import { createIntegration } from "@/lib/integrations/store";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { findBlueprint } from "@/lib/vendors/blueprints";

interface Wanted {
  tenantId: TenantId;
  blueprint: string;
  awsConnectionId: string;
  /** By their kinds: { [kind]: <connection id> } */
  vendorConnections: Record<string, string>;
}

/** A blueprint's defaults for these connections: what a new integration's form begins with. Call it outside any scope. */
export async function defaultSettings(wanted: Wanted): Promise<Result<Record<string, unknown>>> {
  const blueprint = findBlueprint(wanted.blueprint);
  if (!blueprint) return fail(noBlueprint);
  try {
    return succeed(await readDefaults(blueprint, wanted));
  } catch (error) {
    return fail(describeFailure(error));
  }
}

/**
 * Stores an integration that needs no form: the blueprint's defaults, the instance's first queue, and its first free number
 * to try it on. For the sandbox, whose numbers nobody calls; a real account's numbers are a person's to choose.
 */
export async function createWithDefaults(wanted: Wanted & { actor: Actor }): Promise<Result<{ id: string }>> {
  const { tenantId, actor, blueprint, awsConnectionId, vendorConnections } = wanted;
  const title = findBlueprint(blueprint)?.title ?? blueprint;
  const [defaults, choices, taken] = await Promise.all([
    defaultSettings(wanted),
    listInstanceChoices(tenantId, awsConnectionId),
    numbersTaken(wanted),
  ]);
  if (!defaults.ok) return defaults;
  if (!choices.ok) return choices;
  const [queue] = choices.value.queues;
  const number = choices.value.numbers.find((each) => !taken.has(each));
  if (!queue || !number) return fail(nothingToChoose);
  const settings = {
    ...defaults.value,
    queueId: queue.id,
    entry: { kind: "numbers", testNumbers: [number], liveNumbers: [], promoted: false },
  };
  return withTenant(tenantId, (db) =>
    createIntegration(db, {
      tenantId,
      actor,
      blueprint,
      name: title,
      settings,
      awsConnectionId,
      vendorConnections,
    }),
  );
}

/** Numbers that the account's other integrations point at their flows. */
async function numbersTaken({ tenantId, awsConnectionId }: Wanted): Promise<Set<string>> {
  const rows = await withTenant(tenantId, (db) =>
    db.integration.findMany({ where: { awsConnectionId }, select: { settings: true } }),
  );
  return new Set(rows.flatMap(({ settings }) => numbersOfSettings(settings)));
}

async function readDefaults(blueprint: AnyBlueprint, wanted: Wanted): Promise<Record<string, unknown>> {
  const { tenantId, awsConnectionId, vendorConnections } = wanted;
  const access = await openAwsConnection(tenantId, awsConnectionId);
  const rows = await withTenant(tenantId, (db) =>
    db.connection.findMany({ where: { id: { in: Object.values(vendorConnections) } } }),
  );
  const { accountId, region, instanceId, instanceArn, instanceAlias } = access;
  return {
    ...blueprint.defaults({
      prefix: "",
      accountId,
      region,
      instanceId,
      instanceArn,
      instanceAlias,
      vendors: Object.fromEntries(rows.map((row) => [row.kind, row.settings as Record<string, unknown>])),
      outputs: {},
      bypassed: false,
      isSandbox: access.kind === "sandbox",
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
