import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface FunctionRun {
  name: string;
  /** The zip's code, as CommonJS. */
  file: string;
  event: unknown;
  /** Members that the answer must have, or patterns of them; otherwise a failure was measured. */
  expected: Record<string, unknown>;
  environment: Record<string, string>;
}

/** Medians of the calls in a process that has made many. */
export interface WarmTimes {
  ownWorkMs: number;
  handlerMedianMs: number;
}

/** Messages to and from the child: see function-process.cjs. */
interface Told {
  answer?: unknown;
  warm?: WarmTimes;
  error?: string;
}

const child = fileURLToPath(new URL("function-process.cjs", import.meta.url));
const warmCalls = 400;
const longestMs = 60_000;

/** Milliseconds from the start of a process to its first answer. */
export async function runColdStart(run: FunctionRun): Promise<number> {
  const startedAt = performance.now();
  const { answeredAt } = await runChild(run, 1);
  return answeredAt - startedAt;
}

export async function runWarm(run: FunctionRun, calls = warmCalls): Promise<WarmTimes> {
  const { told } = await runChild(run, calls);
  return told.warm ?? { ownWorkMs: Number.NaN, handlerMedianMs: Number.NaN };
}

async function runChild(run: FunctionRun, calls: number): Promise<{ told: Told; answeredAt: number }> {
  const process = fork(child, [run.file, String(calls), JSON.stringify(run.event)], {
    // None of this process's own settings, as in Lambda; the function's log is ignored.
    env: { NODE_ENV: "production", ...run.environment },
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(process, "exit");
  try {
    const [message] = (await Promise.race([
      once(process, "message", { signal: AbortSignal.timeout(longestMs) }),
      ended.then(([code]) => Promise.reject(new Error(`${run.name} ended without an answer (${code}).`))),
    ])) as [Told];
    const answeredAt = performance.now();
    if (message.error !== undefined) throw new Error(`${run.name} failed: ${message.error}`);
    check(run, message.answer);
    return { told: message, answeredAt };
  } finally {
    process.kill("SIGKILL");
    await ended;
  }
}

function check({ name, expected }: FunctionRun, answer: unknown): void {
  for (const [member, value] of Object.entries(expected)) {
    const found = typeof answer === "object" && answer !== null ? Reflect.get(answer, member) : undefined;
    const isExpected = value instanceof RegExp ? value.test(String(found)) : found === value;
    if (!isExpected)
      throw new Error(`${name} answered ${member} ${JSON.stringify(found)}, not ${String(value)}.`);
  }
}
