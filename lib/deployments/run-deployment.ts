import { gateChanges } from "@/lib/aws/change-gate";
import { describeFailure } from "@/lib/aws/describe-failure";
import { dependentsOf } from "@/lib/engine/order";
import type { ManagedRecord } from "@/lib/engine/resource";
import { stepLimitSeconds } from "@/lib/engine/step-limit";
import { problemOf } from "@/lib/engine/stored-plan";
import { type Lease, LeaseLost } from "@/lib/jobs/lease";
import type { IntegrationId } from "@/lib/kernel/ids";
import { log } from "@/lib/kernel/log";
import type { Problem } from "@/lib/kernel/result";
import { findResourceType } from "@/lib/vendors/resource-types";
import { applyStep, type StepOutcome } from "./apply-step";
import {
  beginStep,
  claimShared,
  endDeployment,
  endStopped,
  isActive,
  type LoadedDeployment,
  type LoadedStep,
  loadDeployment,
  markBlocked,
  releaseShared,
  storeIntent,
  storeOutcome,
} from "./deployment-store";
import { confirmHold, type DeploymentKey, type Hold, HoldLost, takeUp } from "./hold-deployment";
import { openWorld, type World } from "./open-world";

/** Independent steps at once: quick, and well under AWS's rates. */
const stepsAtOnce = 4;

/**
 * The job that applies an approved plan. It may be killed at any point and simply runs again: what is done stays done,
 * what was begun is looked at again. Throws only when it was told to stop, another worker has its job, or the database
 * went away: then the job runs again too.
 *
 * With a lease, nothing is changed in AWS and nothing written unless this worker still has the job. Without one (a test
 * that applies in its own process) only the deployment's own fence counts.
 */
export async function runDeployment(key: DeploymentKey, signal: AbortSignal, lease?: Lease): Promise<void> {
  const hold = await takeUp(key, lease?.workerId);
  if (hold === undefined) return;
  try {
    const deployment = await loadDeployment(key).catch(problemOf);
    if (deployment === undefined) return;
    if ("code" in deployment) {
      await endDeployment(hold, { status: "failed", problem: deployment });
      return;
    }
    await applyHeld(hold, deployment, signal, lease);
  } catch (error) {
    if (!(error instanceof HoldLost)) throw error;
    // Ended by a person while no worker was heard of: then the job is done. Otherwise another worker has it.
    if (await isActive(key)) throw new LeaseLost();
  }
}

async function applyHeld(
  hold: Hold,
  { integrationId, steps }: LoadedDeployment,
  signal: AbortSignal,
  lease: Lease | undefined,
): Promise<void> {
  let world: World;
  try {
    world = await openWorld(hold.tenantId, integrationId);
  } catch (error) {
    signal.throwIfAborted();
    await endDeployment(hold, { status: "failed", problem: describeFailure(error) });
    return;
  }
  const run = new Run(hold, integrationId, steps, world, signal);
  await gateChanges(run.gate(lease), () => run.all());
}

class Run {
  /** Outputs of what is there so far, by logical id. */
  readonly #outputs: Map<string, Record<string, string>>;
  readonly #records: Map<string, ManagedRecord>;
  readonly #pending: Map<string, LoadedStep>;
  readonly #done = new Set<string>();
  readonly #failed = new Map<string, Problem>();
  readonly #running = new Map<string, Promise<void>>();
  #worldChanged: Problem | undefined;
  #isStopping = false;
  #broken: { error: unknown } | undefined;

  constructor(
    readonly hold: Hold,
    readonly integrationId: IntegrationId,
    readonly steps: readonly LoadedStep[],
    readonly world: World,
    readonly signal: AbortSignal,
  ) {
    this.#records = new Map(world.records.map((each) => [each.desired.logicalId, each]));
    this.#outputs = new Map(world.records.map((each) => [each.desired.logicalId, each.outputs]));
    this.#pending = new Map(
      steps.filter((each) => each.state !== "done").map((each) => [each.step.id, each]),
    );
    for (const each of steps) if (each.state === "done") this.#done.add(each.step.id);
  }

  /** Asked before each change in AWS: is this still the worker that has the deployment? */
  gate(lease: Lease | undefined): () => Promise<void> {
    let silences = lease?.silences;
    return async () => {
      if (this.#broken !== undefined) throw this.#broken.error;
      if (lease === undefined) return;
      try {
        await lease.hold();
        // After a silence others may have ended the deployment, or taken it up and lost it again.
        const { silences: seen } = lease;
        if (seen !== silences) await confirmHold(this.hold);
        silences = seen;
      } catch (error) {
        this.#broken ??= { error };
        throw error;
      }
    };
  }

  async all(): Promise<void> {
    for (;;) {
      this.#beginWhatCan();
      if (this.#running.size === 0) break;
      await Promise.race(this.#running.values());
    }
    if (this.#broken !== undefined) throw this.#broken.error;
    this.signal.throwIfAborted();
    await this.#end();
  }

  #beginWhatCan(): void {
    if (this.signal.aborted || this.#isStopping) return;
    if (this.#worldChanged !== undefined || this.#broken !== undefined) return;
    for (const [id, each] of this.#pending) {
      if (this.#running.size >= stepsAtOnce) return;
      if (!each.step.dependsOn.every((needed) => this.#done.has(needed))) continue;
      this.#pending.delete(id);
      const work = this.#one(each)
        .catch((error: unknown) => {
          this.#broken ??= { error };
        })
        .finally(() => this.#running.delete(id));
      this.#running.set(id, work);
    }
  }

  async #one(each: LoadedStep): Promise<void> {
    const { step } = each;
    if ((await beginStep(this.hold, step.id)) === "stopping") {
      this.#isStopping = true;
      this.#pending.set(step.id, each);
      return;
    }
    const outcome = await this.#apply(each);
    // Stopping is no failure: the step stays begun, and the next run looks at it again.
    if (outcome === "stopped") return;
    await storeOutcome(this.hold, this.integrationId, each, outcome);
    switch (outcome.kind) {
      case "made":
        this.#outputs.set(step.logicalId, outcome.outputs);
        this.#done.add(step.id);
        break;
      case "removed":
        this.#done.add(step.id);
        break;
      case "world-changed":
        this.#worldChanged ??= outcome.problem;
        this.#failed.set(step.id, outcome.problem);
        break;
      case "failed":
        this.#failed.set(step.id, outcome.problem);
        await this.#blockDependents();
        break;
    }
  }

  async #apply(each: LoadedStep): Promise<StepOutcome | "stopped"> {
    const { step, resource } = each;
    const timeoutSeconds = stepLimitSeconds(findResourceType(resource.type));
    try {
      return await applyStep({
        step,
        resource,
        record: resource.record ?? this.#records.get(step.logicalId),
        world: this.world,
        outputs: this.#outputs,
        nonce: `${this.hold.deploymentId}/${step.id}`,
        wasBegun: each.attempts > 0,
        signal: AbortSignal.any([this.signal, AbortSignal.timeout(timeoutSeconds * 1_000)]),
        beforeChange: (previous) => storeIntent(this.hold, this.integrationId, each, previous),
        claim: (sharedKey) => claimShared(this.hold, this.integrationId, each, sharedKey),
        release: (sharedKey) => releaseShared(this.hold, this.integrationId, each, sharedKey),
      });
    } catch (error) {
      // The step has not failed: it is another worker's now.
      if (error instanceof HoldLost) throw error;
      if (this.signal.aborted || this.#broken !== undefined) return "stopped";
      log.warn({ err: error, step: step.id, deployment: this.hold.deploymentId }, "a deployment step failed");
      return { kind: "failed", problem: describeFailure(error) };
    }
  }

  async #blockDependents(): Promise<void> {
    const needs = new Map([...this.#pending].map(([id, each]) => [id, each.step.dependsOn]));
    const blocked = dependentsOf(new Set(this.#failed.keys()), needs);
    for (const id of blocked) this.#pending.delete(id);
    await markBlocked(this.hold, [...blocked]);
  }

  async #end(): Promise<void> {
    if (this.#worldChanged !== undefined) {
      await markBlocked(this.hold, [...this.#pending.keys()]);
      return endDeployment(this.hold, { status: "stopped", problem: this.#worldChanged });
    }
    if (this.#isStopping && this.#pending.size > 0) return endStopped(this.hold);
    if (this.#failed.size > 0) {
      const [first] = this.#failed.values();
      return endDeployment(this.hold, { status: "failed", problem: first });
    }
    return endDeployment(this.hold, { status: "succeeded", problem: undefined });
  }
}
