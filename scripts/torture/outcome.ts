import type { PlanPurpose } from "@/lib/deployments/make-plan";
import type { IntegrationId } from "@/lib/kernel/ids";
import {
  type EndedDeployment,
  type FaultedInstallation,
  withoutIds,
} from "@/lib/testing/faulted-installation";

/** One try: what was done to the deployment, and what was wrong in the end. */
export interface Outcome {
  /** "killed after chime:CreateVoiceConnector", "answer lost: iam:CreateRole x". */
  what: string;
  purpose: PlanPurpose;
  /** False when the deployment never came to that call, so that nothing was tried. */
  happened: boolean;
  /** Empty when everything is as it should be. */
  wrong: string[];
  milliseconds: number;
}

/** The changing calls that AWS answered well, each with its number among those of the same key: what can go wrong in turn. */
function changingCalls({ proxy }: FaultedInstallation): string[] {
  const counts = new Map<string, number>();
  return proxy.calls
    .filter((call) => call.changes && (call.status ?? 500) < 300)
    .map(({ key }) => {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return `${key}#${count}`;
    });
}

/** Tells when a call is the one that was chosen: "iam:CreateRole x#1". */
export function callCounter(chosen: string): (key: string) => boolean {
  const counts = new Map<string, number>();
  return (key) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return `${key}#${count}` === chosen;
  };
}

/** What an undisturbed deployment and removal leave in the account, and the calls they made. */
export interface Reference {
  before: string[];
  deployed: string[];
  deployCalls: string[];
  removeCalls: string[];
}

export async function takeReference(
  rig: FaultedInstallation,
  integrationId: IntegrationId,
): Promise<Reference> {
  const before = await rig.inventory();
  rig.proxy.reset();
  const deployed = await rig.deploy(integrationId);
  if (deployed.status !== "succeeded") throw new Error(`The undisturbed deployment ${deployed.status}.`);
  const deployCalls = changingCalls(rig);
  const inventory = withoutIds(await rig.inventory());
  rig.proxy.reset();
  const removed = await rig.deploy(integrationId, "remove");
  const removeCalls = changingCalls(rig);
  const left = difference(await rig.inventory(), before);
  if (removed.status !== "succeeded" || left.length > 0) {
    throw new Error(`The undisturbed removal ${removed.status} and left ${left.join(", ") || "nothing"}.`);
  }
  return { before, deployed: inventory, deployCalls, removeCalls };
}

/** What is wrong after a deployment: anything twice or missing, and a plan that still wants something. */
export async function faultsOfDeployment(
  rig: FaultedInstallation,
  integrationId: IntegrationId,
  reference: Reference,
  ended: EndedDeployment,
): Promise<string[]> {
  const inventory = withoutIds(await rig.inventory());
  const { steps } = await rig.plan(integrationId);
  const open = steps.filter(({ action }) => action !== "keep");
  return [
    ...(ended.status === "succeeded" ? [] : [`ended ${ended.status}: ${ended.problem?.code ?? ""}`]),
    ...difference(inventory, reference.deployed).map((each) => `one too many: ${each}`),
    ...difference(reference.deployed, inventory).map((each) => `missing: ${each}`),
    ...open.map(({ action, id }) => `the next plan wants: ${action} ${id}`),
  ];
}

/** What is wrong after a removal: anything left behind, or gone that was there before. */
export async function faultsOfRemoval(
  rig: FaultedInstallation,
  reference: Reference,
  ended: EndedDeployment,
): Promise<string[]> {
  const inventory = await rig.inventory();
  return [
    ...(ended.status === "succeeded" ? [] : [`ended ${ended.status}: ${ended.problem?.code ?? ""}`]),
    ...difference(inventory, reference.before).map((each) => `left behind: ${each}`),
    ...difference(reference.before, inventory).map((each) => `gone: ${each}`),
  ];
}

/** What `one` has more of than `other`, counted. */
function difference(one: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return one.filter((each) => {
    const index = rest.indexOf(each);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}
