import { describeFailure } from "@/lib/aws/describe-failure";
import type { Observed } from "@/lib/engine/observed";
import { differencesOf } from "@/lib/engine/plan";
import { lookupsOf, type RecordedResource } from "@/lib/engine/plan-step";
import { type ResolvedResource, resolveProps } from "@/lib/engine/resolve-props";
import type { ResourceContext } from "@/lib/engine/resource";
import { type IntegrationId, isUuid, type TenantId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import { findResourceType } from "@/lib/vendors/resource-types";
import { look } from "./observe-world";
import { openWorld, type World } from "./open-world";

/** The flow that has two variants, as Connect has it now, beside both variants that were approved. */
export interface LiveFlow {
  record: RecordedResource;
  context: ResourceContext;
  have: Observed<object> | undefined;
  /** What is live with the bypass on, and off. */
  variants: { on: ResolvedResource; off: ResolvedResource };
  state: "on" | "off" | "changed" | "not-ours";
}

/** Where callers go by what the account has, whatever was meant: by the content of the flow that is live. */
export type LiveBypass =
  | { kind: "on" | "off" | "not-deployed" }
  /** Somebody changed the live flow, or it is gone: it is neither variant. */
  | { kind: "changed" }
  | { kind: "unknown"; problem: Problem };

const readTimeoutSeconds = 10;

/** Never throws: an account that cannot be read is "unknown". Call it outside any scope. */
export async function fetchLiveBypass(tenantId: TenantId, integrationId: IntegrationId): Promise<LiveBypass> {
  if (!isUuid(integrationId)) return { kind: "not-deployed" };
  try {
    const world = await openWorld(tenantId, integrationId);
    const flow = await fetchLiveFlow(world, AbortSignal.timeout(readTimeoutSeconds * 1_000));
    if (flow === undefined) return { kind: "not-deployed" };
    return { kind: flow.state === "not-ours" ? "changed" : flow.state };
  } catch (error) {
    return { kind: "unknown", problem: describeFailure(error) };
  }
}

/** undefined when nothing with two variants is deployed. Throws what AWS throws. */
export async function fetchLiveFlow(world: World, signal: AbortSignal): Promise<LiveFlow | undefined> {
  const record = world.records.find((each) => each.physicalId !== "" && each.desired.standby !== undefined);
  if (record?.desired.standby === undefined) return undefined;
  const outputs = new Map(world.records.map((each) => [each.desired.logicalId, each.outputs]));
  const lookups = lookupsOf(outputs, world.secrets);
  const meant = resolveProps(record.desired, findResourceType, lookups);
  const other = resolveProps({ ...record.desired, props: record.desired.standby }, findResourceType, lookups);
  const isMeantOn = world.integration.bypass !== undefined;
  const variants = isMeantOn ? { on: meant, off: other } : { on: other, off: meant };
  const context = world.contextFor(record, signal);
  const have = await look(meant.type, meant.props, context, world);
  const flow = { record, context, have, variants };
  if (have?.ownership.kind !== "ours" || other.unknownPaths.length > 0) return { ...flow, state: "not-ours" };
  if (differencesOf(variants.on, have).length === 0) return { ...flow, state: "on" };
  if (differencesOf(variants.off, have).length === 0) return { ...flow, state: "off" };
  return { ...flow, state: "changed" };
}
