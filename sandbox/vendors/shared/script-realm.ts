import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** What an evaluation came to: its value as text, or why it failed, in the script's own words. */
export type Evaluated = { ok: true; value: string } | { ok: false; error: string; isOver: boolean };

export interface ScriptRealm {
  /** Evaluates one program after the others of this realm. `isOver`: it ran out of time or memory, and so ended the realm. */
  evaluate(source: string, options?: { input?: string; filename?: string }): Promise<Evaluated>;
  close(): void;
}

const limits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 };
/** A thread takes a few hundredths of a second to start; calls end one after another. */
const maxIdle = 2;
const idle: Thread[] = [];

interface Thread {
  worker: Worker;
  /** The time limit is the script's: it doesn't count how long the thread takes to start. */
  online: Promise<unknown>;
}

/**
 * A realm of its own in a thread of its own, for scripts that a customer wrote. `input` is the global `__input`, a text: no
 * object of this process is within reach. Not `timeout` of node:vm: it interrupts a promise's callback without its end, and
 * the process then dies at the next data from a socket (nodejs/node#38503). A promise without an end would also go on after
 * the time limit. A thread can be ended whatever it does.
 */
export function openRealm(limitMs: number): ScriptRealm {
  const thread = idle.pop() ?? startThread();
  const { worker } = thread;
  let isOver = false;
  let isFresh = true;
  return {
    async evaluate(source, { input, filename } = {}) {
      if (isOver) return { ok: false, error: "The realm has ended.", isOver };
      await thread.online;
      const signal = AbortSignal.timeout(limitMs);
      const answered = once(worker, "message", { signal });
      worker.postMessage({ isFresh, source, input, filename });
      isFresh = false;
      try {
        const [answer] = (await answered) as [{ value?: string; error?: string }];
        return answer.error === undefined
          ? { ok: true, value: answer.value ?? "" }
          : { ok: false, error: answer.error, isOver };
      } catch {
        isOver = true;
        void worker.terminate();
        const error = signal.aborted ? "The script timed out." : "The script needed too much memory.";
        return { ok: false, error, isOver };
      }
    },
    close() {
      if (isOver) return;
      isOver = true;
      if (idle.length < maxIdle) idle.push(thread);
      else void worker.terminate();
    },
  };
}

function startThread(): Thread {
  const worker = new Worker(inThread, { eval: true, env: {}, resourceLimits: limits });
  // It must not keep the process, nor end it: running out of memory is an event "error".
  worker.unref();
  worker.on("error", () => {});
  return { worker, online: once(worker, "online") };
}

/** Plain JavaScript, as a thread starts it. Promises of the realm go on only while it is evaluated. */
const inThread = `
const { parentPort } = require("node:worker_threads");
const { createContext, Script } = require("node:vm");
let globals, realm;
parentPort.on("message", ({ isFresh, source, input, filename }) => {
  try {
    if (isFresh) {
      // Without a prototype: \`this.constructor\` would otherwise lead out of the realm.
      globals = Object.create(null);
      realm = createContext(globals, { codeGeneration: { strings: false, wasm: false }, microtaskMode: "afterEvaluate" });
    }
    if (input !== undefined) globals.__input = input;
    const value = new Script(source, { filename }).runInContext(realm);
    parentPort.postMessage({ value: typeof value === "string" ? value : "" });
  } catch (thrown) {
    // An error from the other realm isn't an instance of this thread's Error.
    let error = "The script threw something that can't be shown.";
    try { error = String(thrown).slice(0, 500); } catch {}
    parentPort.postMessage({ error });
  }
});
`;
