import { setTimeout as pause } from "node:timers/promises";
import { stopEverything } from "../../scripts/process/guarded-process.mjs";
import { makeProgress } from "../../scripts/process/progress.mjs";
import { openThrowawayInstallation } from "../../scripts/services/throwaway-consoles.mjs";
import { anyFreePort } from "../../scripts/setup/ports.mjs";
import { prepareConsole, prepareSources } from "../../scripts/setup/prepare-sources.mjs";
import { startNginx } from "./start-nginx";

/** Each client sends its next request as soon as it has an answer. */
const clients = 6;
const rounds = 2;
const answerMs = 30_000;
const readyMs = 60_000;

export interface RollingFigures {
  restarts: number;
  requests: number;
  /** By what was received instead of the answer. */
  lost: Record<string, number>;
}

interface Jar {
  cookies: Map<string, string>;
}

async function ask(url: string, jar: Jar, form?: Record<string, string>): Promise<Response> {
  const answer = await fetch(url, {
    redirect: "manual",
    signal: AbortSignal.timeout(answerMs),
    headers: { cookie: [...jar.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
  });
  for (const line of answer.headers.getSetCookie()) {
    const [name = "", ...value] = (line.split(";")[0] ?? "").split("=");
    jar.cookies.set(name, value.join("="));
  }
  return answer;
}

async function signIn(address: string, jar: Jar, person: { email: string; password: string }) {
  const { csrfToken } = (await (await ask(`${address}/api/auth/csrf`, jar)).json()) as { csrfToken: string };
  return ask(`${address}/api/auth/callback/credentials`, jar, {
    ...person,
    csrfToken,
    callbackUrl: "/",
    json: "true",
  });
}

/**
 * Two consoles of one build behind nginx, restarted one after the other while people work: signed in, each looking at
 * screens and sending forms. Counts requests without an answer, and clients that were signed out.
 */
export async function benchRolling(tell: (sentence: string) => void): Promise<RollingFigures> {
  const progress = makeProgress({ stream: process.stderr });
  await prepareSources({ progress });
  await prepareConsole({ progress });
  const port = await anyFreePort();
  const address = `http://localhost:${port}`;
  const installation = await openThrowawayInstallation({
    env: { NEXTAUTH_URL: address, PATCHBAY_TRUST_PROXY: "on", PATCHBAY_STOP_DELAY_SECONDS: "0" },
  });
  let stopNginx = async () => {};
  try {
    const consoles = await Promise.all([installation.startConsole(), installation.startConsole()]);
    stopNginx = await startNginx(
      installation.dataFolder,
      port,
      consoles.map((each) => each.port),
    );
    const figures: RollingFigures = { restarts: 0, requests: 0, lost: {} };
    let isOver = false;
    const lose = (what: string) => {
      figures.lost[what] = (figures.lost[what] ?? 0) + 1;
    };
    const work = async (jar: Jar) => {
      const asked = [
        // A submitted form: nothing resends it automatically when it is lost.
        () => signIn(address, jar, installation.owner),
        () => ask(`${address}/sandbox/overview`, jar),
        () => ask(`${address}/api/auth/session`, jar),
        () => ask(`${address}/fleet`, jar),
      ];
      for (let turn = 0; !isOver; turn += 1) {
        const next = asked[turn % asked.length];
        try {
          const answer = await next?.();
          await answer?.arrayBuffer();
          if (answer?.status !== 200) lose(`status ${answer?.status}`);
        } catch (error) {
          const cause = error instanceof Error ? (error.cause ?? error) : error;
          lose(String(Reflect.get(Object(cause), "code") ?? Reflect.get(Object(cause), "name")));
        }
        figures.requests += 1;
      }
    };
    await untilAnswers(`${address}/healthz`);
    const jars = Array.from({ length: clients }, (): Jar => ({ cookies: new Map() }));
    // One at a time: more than five simultaneous first sign-ins to one account from one address have to wait.
    for (const jar of jars) await signIn(address, jar, installation.owner);
    const working = jars.map(work);
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, each] of consoles.entries()) {
        await pause(1_000);
        tell(`Restarting console ${index + 1}, ${figures.requests} requests so far …`);
        await each.stop();
        consoles[index] = await installation.startConsole({ port: each.port });
        await untilAnswers(`http://127.0.0.1:${each.port}/readyz`);
        figures.restarts += 1;
        // nginx tries again after its fail_timeout; until then, the other one gets all requests.
        await pause(2_500);
      }
    }
    isOver = true;
    await Promise.all(working);
    return figures;
  } finally {
    await stopNginx();
    await installation.close();
    await stopEverything();
  }
}

async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + readyMs;
  while (
    !(await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (Date.now() > deadline) throw new Error(`No answer from ${url} within ${readyMs / 1_000} s.`);
    await pause(100);
  }
}

export function describeRolling({ restarts, requests, lost }: RollingFigures): string {
  const count = Object.values(lost).reduce((sum, each) => sum + each, 0);
  const what = Object.entries(lost).map(([name, each]) => `${each} × ${name}`);
  return `${restarts} restarts under ${requests} requests: ${count} lost${count > 0 ? ` (${what.join(", ")})` : ""}.\n`;
}
