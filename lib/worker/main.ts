// The worker process. Runs until SIGTERM or SIGINT, then ends within two seconds; what it had begun runs again elsewhere.
process.env.PATCHBAY_PROCESS ||= "worker";

const { config } = await import("@/lib/kernel/config");
const { rescueDeployments } = await import("@/lib/deployments/rescue-deployments");
const { askAsOwner } = await import("@/lib/jobs/ask-as-owner");
const { forgetOldJobs } = await import("@/lib/jobs/forget-old-jobs");
const { keepAsking } = await import("@/lib/jobs/keep-asking");
const { giveUpEveryLost } = await import("@/lib/integrations/publication/give-up-lost");
const { keepScanning } = await import("./keep-scanning");
const { closeNotifications } = await import("@/lib/jobs/notify");
const { tasks } = await import("./tasks");
const { startWorker } = await import("./worker");
const { log } = await import("@/lib/kernel/log");
const { closeDatabase } = await import("@/lib/access/tenant/client");

const { databaseUrl, scanMinutes, worker: settings } = config();
const worker = startWorker({ databaseUrl, worker: settings }, tasks);
/** Several times within the minute after which a deployment that nobody has in hand must go on. */
const rescue = keepAsking("deployments", { firstMs: 5_000, everyMs: 15_000 }, () =>
  askAsOwner(databaseUrl, rescueDeployments),
);
const cleaning = keepAsking("old jobs", { firstMs: 60_000, everyMs: 3_600_000 }, () =>
  askAsOwner(databaseUrl, forgetOldJobs),
);
const lostPublications = keepAsking("lost publications", { firstMs: 20_000, everyMs: 60_000 }, () =>
  askAsOwner(databaseUrl, giveUpEveryLost),
);
const scans = keepScanning({ databaseUrl, scanMinutes });
log.info({ jobs: Object.keys(tasks), ...settings }, "worker started");

async function stop(signal: string): Promise<void> {
  log.info({ signal }, "worker stopping");
  // Whatever hangs, the process ends.
  setTimeout(() => process.exit(1), 1_900).unref();
  await Promise.all([worker.stop(), rescue.stop(), cleaning.stop(), lostPublications.stop(), scans.stop()]);
  await Promise.allSettled([closeNotifications(), closeDatabase()]);
  log.info("worker stopped");
  process.exit(0);
}

process.once("SIGTERM", () => void stop("SIGTERM"));
process.once("SIGINT", () => void stop("SIGINT"));
process.on("unhandledRejection", (err) => log.error({ err }, "nobody waited for this failure"));
