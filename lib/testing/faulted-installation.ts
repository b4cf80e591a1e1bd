import { type ChildProcess, spawn } from "node:child_process";
import { withTenant } from "@/lib/access/tenant/scope";
import { openAwsConnection } from "@/lib/aws/connect-account";
import { loadDeploymentView } from "@/lib/deployments/load-deployment-view";
import { makePlan, type PlanPurpose } from "@/lib/deployments/make-plan";
import { retryDeployment } from "@/lib/deployments/retry-deployment";
import { runDeployment } from "@/lib/deployments/run-deployment";
import { forgetConfig } from "@/lib/kernel/config";
import type { IntegrationId } from "@/lib/kernel/ids";
import { approvePlan } from "@/lib/testing/approve-plan";
import { type FaultProxy, startFaultProxy } from "@/lib/testing/fault-proxy";
import { type SeededInstallation, seedInstallation } from "@/lib/testing/seeded-installation";
import { takeInventory } from "@/lib/testing/take-inventory";
import { until } from "@/lib/testing/until";
import { must } from "./must";

/**
 * A seeded installation whose every AWS call goes through a proxy that can lose, refuse, delay or kill it. Deployments
 * run in this process (`deploy`), or in workers that may be killed (`startWorker`, then `approve` and `ended`).
 */
export interface FaultedInstallation {
  installation: SeededInstallation;
  proxy: FaultProxy;
  plan(integrationId: IntegrationId, purpose?: PlanPurpose): Promise<Awaited<ReturnType<typeof planOf>>>;
  /** Approves a plan and leaves it to the workers; the deployment's id. */
  approve(planId: string): Promise<string>;
  /** Plans, approves and applies in this process. */
  deploy(integrationId: IntegrationId, purpose?: PlanPurpose): Promise<EndedDeployment>;
  /** Tries a failed deployment again, in this process. */
  tryAgain(deploymentId: string): Promise<EndedDeployment>;
  /** Waits for a deployment that workers apply. */
  ended(deploymentId: string, withinMs?: number): Promise<EndedDeployment>;
  /** Everything in the account that a deployment could have made, by name and id, read past the proxy's faults. */
  inventory(): Promise<string[]>;
  /** A worker process; its name is what `ProxiedCall.who` says, and what `killWorker` takes. */
  startWorker(): string;
  killWorker(who: string, signal?: NodeJS.Signals): void;
  workers: ReadonlyMap<string, ChildProcess>;
  stop(): Promise<void>;
}

export type EndedDeployment = NonNullable<Awaited<ReturnType<typeof loadDeploymentView>>>;

async function planOf(installation: SeededInstallation, integrationId: IntegrationId, purpose: PlanPurpose) {
  const { tenantId, actor } = installation;
  return must(await makePlan({ tenantId, integrationId, purpose, actor }));
}

/** @param env settings of the console, for this process and the workers; beats are short unless it says otherwise */
export async function seedFaultedInstallation(
  env: Record<string, string> = {},
): Promise<FaultedInstallation> {
  const installation = await seedInstallation({
    PATCHBAY_WORKER_BEAT_SECONDS: "0.2",
    PATCHBAY_WORKER_DEAD_AFTER_SECONDS: "1.5",
    PATCHBAY_SCAN_MINUTES: "0",
    ...env,
  });
  const { tenantId, actor, sandbox } = installation;
  const proxy = await startFaultProxy(() => sandbox.awsUrl);
  process.env.PATCHBAY_SANDBOX_URL = proxy.url;
  forgetConfig();
  const workers = new Map<string, ChildProcess>();
  let count = 0;

  async function read(deploymentId: string): Promise<EndedDeployment> {
    const found = await withTenant(tenantId, (db) => loadDeploymentView(db, deploymentId));
    if (found === undefined) throw new Error("There is no such deployment.");
    return found;
  }
  async function run(deploymentId: string): Promise<EndedDeployment> {
    await runDeployment({ tenantId, deploymentId }, new AbortController().signal);
    return read(deploymentId);
  }
  function killWorker(who: string, signal: NodeJS.Signals = "SIGKILL"): void {
    workers.get(who)?.kill(signal);
    workers.delete(who);
  }
  proxy.onKill = (who) => killWorker(who);

  return {
    installation,
    proxy,
    workers,
    approve: (planId) => approvePlan({ tenantId, planId, actor }),
    killWorker,
    plan: (integrationId, purpose = "deploy") => planOf(installation, integrationId, purpose),
    async deploy(integrationId, purpose = "deploy") {
      const { planId } = await planOf(installation, integrationId, purpose);
      return run(await approvePlan({ tenantId, planId, actor }));
    },
    async tryAgain(deploymentId) {
      must(await retryDeployment({ tenantId, deploymentId, actor }));
      return run(deploymentId);
    },
    ended: (deploymentId, withinMs = 120_000) =>
      until(
        "the deployment has ended",
        async () => {
          const deployment = await read(deploymentId);
          return deployment.finishedAt !== null && deployment;
        },
        withinMs,
      ),
    async inventory() {
      const { decide } = proxy;
      proxy.decide = undefined;
      try {
        const access = await openAwsConnection(tenantId, installation.awsConnectionId, "deploy");
        return await takeInventory(access.clients, access.instanceId ?? "");
      } finally {
        proxy.decide = decide;
      }
    },
    startWorker() {
      count += 1;
      const who = `w${count}`;
      const worker = spawn(process.execPath, ["--import", "tsx", "lib/worker/main.ts"], {
        env: { ...process.env, NODE_OPTIONS: "", PATCHBAY_LOG_LEVEL: "error", AWS_SDK_UA_APP_ID: who },
        stdio: ["ignore", "ignore", "inherit"],
      });
      workers.set(who, worker);
      return who;
    },
    async stop() {
      for (const worker of workers.values()) worker.kill("SIGKILL");
      await proxy.stop();
      await installation.stop();
    },
  };
}

/** An inventory without the ids that AWS makes anew each time: equal for two deployments of the same settings. */
export function withoutIds(inventory: readonly string[]): string[] {
  return inventory
    .map((each) =>
      each
        .replace(/ [0-9a-f-]{36}$/, "")
        .replace(/^((?:REST API|HTTP API|voice connector) \S+) \S+$/, "$1")
        .replace(/application\/\S+/, "application/*")
        .replace(/vc\/\S+/, "vc/*")
        .replace(/→ .*/, "→ *"),
    )
    .sort();
}
