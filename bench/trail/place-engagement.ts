import { setTimeout as pause } from "node:timers/promises";
import { createTenant } from "@/lib/access/tenant/resolve-tenant";
import { withTenant } from "@/lib/access/tenant/scope";
import { placeTestCall } from "@/lib/calls/place-test-call";
import { connectSandboxVendors } from "@/lib/connections/sandbox-vendors";
import { listConnections } from "@/lib/connections/store";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { createWithDefaults } from "@/lib/integrations/create-with-defaults";
import type { ContactId, TenantId } from "@/lib/kernel/ids";
import type { SourceReport } from "@/lib/trail/event";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { must } from "@/scripts/demo/must";

export interface BenchEngagement {
  tenantId: TenantId;
  slug: string;
  contactId: ContactId;
}

const slug = "without-aws";
const endedWithinSeconds = 60;
const looks = 5;
/** What a contact center's account allows a second is shared by all looks. */
const secondsBetweenLooks = 2;

/** A call that reached an agent, in another contact center than Amazon Connect: of a tenant that has no AWS account. */
export async function placeEngagement(tell: (sentence: string) => void): Promise<BenchEngagement> {
  tell("Placing a call in a tenant without an AWS account …");
  const actor = { name: "Bench" };
  const { tenantId } = must(await createTenant(actor, { name: "Without AWS", slug }));
  await connectSandboxVendors(tenantId, actor);
  const blueprint = listBlueprints().find(({ withoutAws }) => withoutAws);
  if (!blueprint) throw new Error("No kind of integration stands without AWS.");
  const connections = await withTenant(tenantId, (db) => listConnections(db));
  const vendorConnections = Object.fromEntries(
    blueprint.needs.map((need) => [need, connections.find(({ kind }) => kind === need)?.id ?? ""]),
  );
  const wanted = { tenantId, actor, blueprint: blueprint.kind, vendorConnections };
  const { id: integrationId } = must(await createWithDefaults(wanted));
  const from = "+12065550142";
  const placed = must(await placeTestCall({ tenantId, actor, integrationId, from, ending: "agent" }));
  if (placed.kind !== "placed") throw new Error(placed.sentence);
  const { contactId } = placed;
  await untilEnded(tenantId, contactId);
  return { tenantId, slug, contactId };
}

async function untilEnded(tenantId: TenantId, contactId: ContactId): Promise<void> {
  const deadline = performance.now() + endedWithinSeconds * 1000;
  for (;;) {
    const trail = await openTrail(tenantId, contactId);
    if (trail.ok && trail.value.phase !== "live") return;
    if (performance.now() > deadline)
      throw new Error(`The call went on for more than ${endedWithinSeconds} s.`);
    await pause(secondsBetweenLooks * 1000);
  }
}

/**
 * The longest that any source took in several looks, read or given up with its reason; milliseconds. Throws when one of the
 * sources that every such call has wasn't read in any look: a quick refusal isn't speed.
 */
export async function measureSlowestSource({ tenantId, contactId }: BenchEngagement): Promise<number> {
  let slowestMs = 0;
  const wereRead = new Map<string, boolean>();
  for (let look = 0; look < looks; look++) {
    const { sources } = must(await openTrail(tenantId, contactId));
    const reports: SourceReport[] = await Promise.all(sources.map(({ read }) => read()));
    for (const { source, state, tookMs } of reports) {
      slowestMs = Math.max(slowestMs, tookMs);
      wereRead.set(source, wereRead.get(source) === true || state !== "failed");
    }
    await pause(secondsBetweenLooks * 1000);
  }
  const never = [...wereRead].flatMap(([source, wasRead]) => (wasRead ? [] : [source]));
  if (never.length > 0) throw new Error(`Never read: ${never.join(", ")}.`);
  return slowestMs;
}
