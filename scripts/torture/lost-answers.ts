import type { PlanPurpose } from "@/lib/deployments/make-plan";
import type { IntegrationId } from "@/lib/kernel/ids";
import type { CallFault } from "@/lib/testing/fault-proxy";
import type { FaultedInstallation } from "@/lib/testing/faulted-installation";
import { callCounter, faultsOfDeployment, faultsOfRemoval, type Outcome, type Reference } from "./outcome";

/** Longer than the client waits for an answer. */
const lateMs = 25_000;

/** Calls whose thing AWS lets exist twice: an answer that is late, or lost five times in a row, is tried of these too. */
const creates = /Create(VoiceConnector|RestApi|Api|IntegrationAssociation|ContactFlow|Function|Table|Role)\b/;

/**
 * Loses the answer to each changing call once, by a reset and by an error of AWS's own; for what could be made twice also
 * five times in a row and by silence. Everything must come right without a person.
 */
export async function lostAnswers(
  rig: FaultedInstallation,
  integrationId: IntegrationId,
  reference: Reference,
  every: number,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const { deployCalls, removeCalls } = reference;
  for (let round = 0; round < deployCalls.length; round += every) {
    const chosen = deployCalls[round] ?? "";
    const faults: [CallFault, number][] = [
      [{ kind: "reset-after" }, 1],
      [{ kind: "error-after" }, 1],
      ...(creates.test(chosen)
        ? ([
            [{ kind: "error-after" }, 5],
            [{ kind: "delay", milliseconds: lateMs }, 1],
          ] satisfies [CallFault, number][])
        : []),
    ];
    for (const [index, [fault, times]] of faults.entries()) {
      tell(await lose(rig, integrationId, reference, "deploy", chosen, fault, times));
      const removal = removeCalls[(round + index) % removeCalls.length] ?? "";
      tell(await lose(rig, integrationId, reference, "remove", removal, { kind: "reset-after" }, 1));
    }
  }
}

async function lose(
  rig: FaultedInstallation,
  integrationId: IntegrationId,
  reference: Reference,
  purpose: PlanPurpose,
  chosen: string,
  fault: CallFault,
  times: number,
): Promise<Outcome> {
  rig.proxy.reset();
  const isChosen = callCounter(chosen);
  const key = chosen.replace(/#\d+$/, "");
  let met = 0;
  rig.proxy.decide = (call) => {
    if (!call.changes || met >= times) return undefined;
    if (met === 0 ? !isChosen(call.key) : call.key !== key) return undefined;
    met += 1;
    return fault;
  };
  const startedAt = performance.now();
  const ended = await rig.deploy(integrationId, purpose);
  const milliseconds = performance.now() - startedAt;
  rig.proxy.reset();
  const wrong =
    purpose === "deploy"
      ? await faultsOfDeployment(rig, integrationId, reference, ended)
      : await faultsOfRemoval(rig, reference, ended);
  return { what: `${fault.kind} ×${times} ${chosen}`, purpose, happened: met > 0, wrong, milliseconds };
}

/** Refuses each changing call for good: the deployment fails and names the action, and its half can be removed whole. */
export async function refusals(
  rig: FaultedInstallation,
  integrationId: IntegrationId,
  reference: Reference,
  every: number,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  for (let round = 0; round < reference.deployCalls.length; round += every) {
    const chosen = reference.deployCalls[round] ?? "";
    const key = chosen.replace(/#\d+$/, "");
    rig.proxy.reset();
    let met = 0;
    rig.proxy.decide = (call) => {
      if (call.key !== key) return undefined;
      met += 1;
      return { kind: "deny" };
    };
    const startedAt = performance.now();
    const ended = await rig.deploy(integrationId);
    rig.proxy.reset();
    const removed = await rig.deploy(integrationId, "remove");
    tell({
      what: `denied ${chosen}, then removed`,
      purpose: "remove",
      happened: met > 0,
      wrong: [
        ...(ended.status === "failed" ? [] : [`the deployment ended ${ended.status}`]),
        ...(await faultsOfRemoval(rig, reference, removed)),
      ],
      milliseconds: performance.now() - startedAt,
    });
  }
}
