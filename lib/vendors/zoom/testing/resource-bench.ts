import { noConnections } from "@/lib/engine/no-connections";
import type { Observed } from "@/lib/engine/observed";
import { differencesOf } from "@/lib/engine/plan";
import type { ManagedRecord, ResourceContext, ResourceType } from "@/lib/engine/resource";
import { owner } from "@/lib/engine/testing/life-of-resource";
import { succeed } from "@/lib/kernel/result";
import { type FakeContactCenter, startFakeContactCenter } from "./fake-contact-center";

let accounts = 0;

/** A contact center of a test's own, in an account whose token nobody has kept. */
export async function startBench(): Promise<FakeContactCenter> {
  accounts += 1;
  return startFakeContactCenter();
}

/** As a deployment's step has it; each step has its own name. */
export function contextOf(
  record?: ManagedRecord,
  { flowAccess = "change", step = "deployment/step" } = {},
): ResourceContext {
  const settings = {
    accountId: `account-${accounts}`,
    clientId: "client-0001",
    flowAccess,
    zoomSandbox: true,
  };
  return {
    // Asking one of the AWS account's facts would be a fault.
    ...({} as Pick<ResourceContext, "aws" | "accountId" | "region" | "instanceId" | "instanceArn">),
    connections: {
      ...noConnections,
      open: async () => succeed({ settings, secrets: { clientSecret: "hush" } }),
    },
    owner: { ...owner, step },
    record,
    signal: AbortSignal.timeout(30_000),
  };
}
export const recordOf = (outputs: Record<string, string>, previous?: unknown): ManagedRecord => ({
  physicalId: outputs.id ?? "",
  outputs,
  previous,
});
export function pathsOf<Props extends object>(
  type: ResourceType<Props>,
  props: Props,
  have: Observed<Props>,
): string[] {
  const want = {
    type: type as ResourceType<object>,
    props,
    secretPaths: new Set<string>(),
    unknownPaths: [],
  };
  return differencesOf(want, have).map(({ path }) => path);
}
export async function seen<Props extends object>(
  type: ResourceType<Props>,
  props: Props,
  record?: ManagedRecord,
): Promise<Observed<Props>> {
  const found = await type.observe(contextOf(record), props);
  if (found === undefined) throw new Error(`${type.type} is not there`);
  return found;
}
export const isPost = (path: string) => (asked: { method: string; path: string }) =>
  asked.method === "POST" && asked.path.endsWith(path);
