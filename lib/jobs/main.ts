// The worker process. Runs until SIGTERM or SIGINT, then ends within two seconds; what it had begun runs again elsewhere.
process.env.PATCHBAY_PROCESS ??= "worker";

const { config } = await import("@/lib/config");
const { keepScanning } = await import("@/lib/jobs/keep-scanning");
const { closeNotifications } = await import("@/lib/jobs/notify");
const { tasks } = await import("@/lib/jobs/tasks");
const { startWorker } = await import("@/lib/jobs/worker");
const { log } = await import("@/lib/log");
const { closeDatabase } = await import("@/lib/tenant/client");

const { databaseUrl, scanMinutes, worker: settings } = config();
const worker = startWorker({ databaseUrl, worker: settings }, tasks);
const scans = keepScanning({ databaseUrl, scanMinutes });
log.info({ jobs: Object.keys(tasks), ...settings }, "worker started");

async function stop(signal: string): Promise<void> {
  log.info({ signal }, "worker stopping");
  // Whatever hangs, the process ends.
  setTimeout(() => process.exit(1), 1_900).unref();
  await Promise.all([worker.stop(), scans.stop()]);
  await Promise.allSettled([closeNotifications(), closeDatabase()]);
  log.info("worker stopped");
  process.exit(0);
}

process.once("SIGTERM", () => void stop("SIGTERM"));
process.once("SIGINT", () => void stop("SIGINT"));
process.on("unhandledRejection", (err) => log.error({ err }, "nobody waited for this failure"));
