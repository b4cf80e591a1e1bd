import type { PlanPurpose } from "@/lib/deployments/make-plan";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { FaultedInstallation } from "@/lib/testing/faulted-installation";
import { callCounter, faultsOfDeployment, faultsOfRemoval, type Outcome, type Reference } from "./outcome";

const maxMs = 120_000;

/** Kills the calling worker at each changing call of a deployment and of a removal, before and after its effect. */
export async function killPoints(
  rig: FaultedInstallation,
  integrationId: IntegrationId,
  reference: Reference,
  every: number,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  rig.startWorker();
  rig.startWorker();
  const { deployCalls, removeCalls } = reference;
  const rounds = Math.max(deployCalls.length, removeCalls.length);
  for (const kind of ["kill-after", "kill-before"] as const) {
    for (let round = 0; round < rounds; round += every) {
      const deployAt = deployCalls[round % deployCalls.length] ?? "";
      const removeAt = removeCalls[round % removeCalls.length] ?? "";
      tell(await killAt(rig, integrationId, reference, "deploy", deployAt, kind));
      tell(await killAt(rig, integrationId, reference, "remove", removeAt, kind));
    }
  }
}

async function killAt(
  rig: FaultedInstallation,
  integrationId: IntegrationId,
  reference: Reference,
  purpose: PlanPurpose,
  chosen: string,
  kind: "kill-after" | "kill-before",
): Promise<Outcome> {
  const { planId } = await rig.plan(integrationId, purpose);
  rig.proxy.reset();
  const isChosen = callCounter(chosen);
  let happened = false;
  rig.proxy.decide = ({ key, changes, who }) => {
    if (happened || !changes || !rig.workers.has(who) || !isChosen(key)) return undefined;
    happened = true;
    return { kind };
  };
  const startedAt = performance.now();
  const ended = await rig.ended(await rig.approve(planId), maxMs);
  const milliseconds = performance.now() - startedAt;
  rig.proxy.reset();
  while (rig.workers.size < 2) rig.startWorker();
  const wrong =
    purpose === "deploy"
      ? await faultsOfDeployment(rig, integrationId, reference, ended)
      : await faultsOfRemoval(rig, reference, ended);
  return { what: `${kind} ${chosen}`, purpose, happened, wrong, milliseconds };
}

/** More kills than any queue's own count of attempts: one after every change, and a new worker each time. */
const maxKills = 14;

/** A worker that dies at every change, or is told to stop at every change: the deployment still ends by itself. */
export async function storm(
  rig: FaultedInstallation,
  integrationId: IntegrationId,
  reference: Reference,
  signal: "SIGKILL" | "SIGTERM",
): Promise<Outcome> {
  while (rig.workers.size < 2) rig.startWorker();
  const { planId } = await rig.plan(integrationId);
  rig.proxy.reset();
  let kills = 0;
  rig.proxy.decide = ({ changes, who }) => {
    if (!changes || !rig.workers.has(who) || kills >= maxKills) return undefined;
    kills += 1;
    rig.startWorker();
    if (signal === "SIGKILL") return { kind: "kill-after" };
    rig.killWorker(who, signal);
    return undefined;
  };
  const startedAt = performance.now();
  const ended = await rig.ended(await rig.approve(planId), 3 * maxMs);
  const milliseconds = performance.now() - startedAt;
  rig.proxy.reset();
  const wrong = await faultsOfDeployment(rig, integrationId, reference, ended);
  return {
    what: `${signal} after each of ${kills} changes`,
    purpose: "deploy",
    happened: kills > 10,
    wrong,
    milliseconds,
  };
}
