import { expect } from "vitest";
import { makeClients } from "@/lib/aws/make-clients";
import { noConnections } from "@/lib/engine/no-connections";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import type { TestSandbox } from "@/lib/testing/sandbox";
import type { Observed } from "../observed";
import { differencesOf } from "../plan";
import type { ManagedRecord, ResourceContext, ResourceType } from "../resource";

export const owner = {
  installation: "test-one",
  tenant: asTenantId("tenant-one"),
  integration: asIntegrationId("integration-one"),
};

/** A context on the sandbox's account, as a deployment has it. */
export function contextOn(
  sandbox: TestSandbox,
  instance: { id: string; arn: string },
  record?: ManagedRecord,
): ResourceContext {
  return {
    aws: clientsOn(sandbox),
    accountId: sandbox.accountId,
    region: sandbox.region,
    instanceId: instance.id,
    instanceArn: instance.arn,
    connections: noConnections,
    owner,
    record,
    signal: AbortSignal.timeout(60_000),
  };
}

export function clientsOn(sandbox: TestSandbox, endpoint = sandbox.awsUrl) {
  const { accessKeyId, secretAccessKey, region } = sandbox;
  return makeClients({ region, credentials: { accessKeyId, secretAccessKey }, endpoint });
}

export interface Life<Props extends object> {
  type: ResourceType<Props>;
  props: Props;
  /** What the settings may change later. */
  changed?: Props;
  /** Changes the thing behind our back; the difference must show under this path. */
  drift?: { path: string; byHand(outputs: Record<string, string>): Promise<unknown> };
}

/** absent → created → kept → changed → drifted and mended → removed → absent, each seen through observe. */
export async function liveThrough<Props extends object>(
  context: ResourceContext,
  life: Life<Props>,
): Promise<void> {
  const { type, props, changed = props, drift } = life;
  expect(await type.observe(context, props)).toBeUndefined();

  const outputs = await type.ensure(context, props, undefined);
  const made = await present(type, context, props);
  expect(made.ownership).toEqual({ kind: "ours" });
  expect(made.outputs).toMatchObject(outputs);
  expect(pathsThatDiffer(type, props, made)).toEqual([]);
  expect(type.predict?.(context, props) ?? {}).toEqual(
    expect.objectContaining(pick(outputs, Object.keys(type.predict?.(context, props) ?? {}))),
  );

  expect(await type.ensure(context, props, made)).toEqual(
    expect.objectContaining({ ...outputs, ...versionOf(outputs) }),
  );

  await type.ensure(context, changed, made);
  expect(pathsThatDiffer(type, changed, await present(type, context, changed))).toEqual([]);

  if (drift !== undefined) {
    await drift.byHand(outputs);
    const drifted = await present(type, context, changed);
    expect(pathsThatDiffer(type, changed, drifted)).toContain(drift.path);
    await type.ensure(context, changed, drifted);
    expect(pathsThatDiffer(type, changed, await present(type, context, changed))).toEqual([]);
  }

  const last = await present(type, context, changed);
  await type.remove(context, changed, last);
  expect(await type.observe(context, changed)).toBeUndefined();
  await type.remove(context, changed, last);
}

async function present<Props extends object>(
  type: ResourceType<Props>,
  context: ResourceContext,
  props: Props,
): Promise<Observed<Props>> {
  const found = await type.observe(context, props);
  if (found === undefined) throw new Error(`${type.type} is not there`);
  return found;
}

function pathsThatDiffer<Props extends object>(
  type: ResourceType<Props>,
  props: Props,
  have: Observed<Props>,
) {
  const want = {
    type: type as ResourceType<object>,
    props,
    secretPaths: new Set<string>(),
    unknownPaths: [],
  };
  return differencesOf(want, have).map((each) => each.path);
}

/** Publishing again gives the same version when nothing changed; which number it is doesn't matter here. */
function versionOf(outputs: Record<string, string>): Record<string, unknown> {
  return "version" in outputs ? { version: expect.any(String) } : {};
}

function pick(outputs: Record<string, string>, keys: string[]): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, outputs[key] ?? ""]));
}
