import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import os from "node:os";
import {
  Logger,
  type Runner,
  type RunnerOptions,
  run,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import type { Pool } from "pg";
import { beatWorkers, enterWorker } from "@/lib/jobs/beat";
import { LeaseLost, SlotLease } from "@/lib/jobs/lease";
import { log, newReference } from "@/lib/kernel/log";
import type { JobContext, JobHandler } from "./tasks";

/** Without a notification (a freed job sends none) a waiting job is found within this. */
const pollMs = 1_000;

/** One job at a time, under one worker id, until it breaks or is stopped. */
export interface Slot {
  workerId: string;
  lease: SlotLease;
  /** True while a job runs in it. */
  isBusy(): boolean;
  /** Settles when the slot can take no more jobs: stopped, broken, or declared dead. */
  ended: Promise<void>;
  /** Tells the running job to stop and takes no other. Resolves when the job has listened, or after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

const queueLogger = new Logger((scope) => (level, message) => {
  // graphile-worker's own words at "info" are one line a job; failures are logged by the slot, redacted, with a reference.
  if (level === "warning") log.warn({ scope: scope.label }, message);
  else log.debug({ scope: scope.label, said: message }, "queue");
});

/**
 * Opens a slot: on the list of workers first, then at the queue. Rejects when the database isn't responding.
 * `certainForMs` after a beat nobody takes it for dead.
 */
export async function openSlot(
  pool: Pool,
  handlers: Record<string, JobHandler>,
  { certainForMs, place }: { certainForMs: number; place: string | undefined },
): Promise<Slot> {
  const workerId = `${os.hostname()}:${process.pid}:${randomUUID()}`;
  const abort = new AbortController();
  const running = new Set<Promise<void>>();
  const lease = new SlotLease(
    workerId,
    certainForMs,
    async () => (await beatWorkers(pool, [workerId])).length === 0,
  );
  await enterWorker(pool, workerId, place);

  const taskList: TaskList = Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      async (payload: unknown) => {
        const work = runHandler(name, handler, payload, { signal: abort.signal, lease });
        running.add(work);
        try {
          await work;
        } catch (error) {
          // The job of a slot that stops, or has lost it, has not failed: it never reports back, and is freed to run again.
          const isLost = error instanceof LeaseLost;
          if (isLost) abort.abort(error);
          if (isLost || abort.signal.aborted) await new Promise<never>(() => undefined);
          throw error;
        } finally {
          running.delete(work);
        }
      },
    ]),
  );
  const events: WorkerEvents = new EventEmitter();
  const broken = new Promise<void>((resolve) => {
    // A job's end could not be written (the database restarted in between): graphile-worker gives this worker up.
    events.on("worker:fatalError", () => resolve());
    abort.signal.addEventListener("abort", () => resolve());
  });
  const options: RunnerOptions & { workerId: string } = {
    pgPool: pool,
    taskList,
    events,
    workerId,
    concurrency: 1,
    pollInterval: pollMs,
    parsedCronItems: [],
    noHandleSignals: true,
    logger: queueLogger,
  };
  const runner = await run(options);
  return {
    workerId,
    lease,
    isBusy: () => running.size > 0,
    ended: Promise.race([broken, runner.promise.catch(() => undefined)]),
    async stop(graceMs) {
      lease.lose();
      abort.abort(new Error("the worker is stopping"));
      void stopRunner(runner);
      await Promise.race([
        Promise.allSettled(running),
        new Promise((resolve) => setTimeout(resolve, graceMs).unref()),
      ]);
    },
  };
}

async function runHandler(
  name: string,
  handler: JobHandler,
  payload: unknown,
  context: JobContext,
): Promise<void> {
  try {
    await handler(payload, context);
  } catch (err) {
    // A job that went to another worker is reported by that one.
    if (context.signal.aborted || err instanceof LeaseLost) throw err;
    const reference = newReference();
    log.error({ err, job: name, reference }, "a job failed and will be tried again");
    // The queue keeps the message in its table: so it gets the reference, and not the words of an outside system.
    throw new Error(`job failed, see the worker's log, reference ${reference}`);
  }
}

async function stopRunner(runner: Runner): Promise<void> {
  try {
    await runner.stop();
  } catch (err) {
    log.debug({ err }, "the queue's runner did not stop by itself");
  }
}
