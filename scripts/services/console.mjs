import path from "node:path";
import { superviseProcess } from "../process/supervise-process.mjs";
import { environmentOf } from "../setup/child-environment.mjs";
import { inRoot } from "../setup/paths.mjs";
import { nameOfHost } from "../setup/ports.mjs";

/** Longer than the console itself gives to requests in hand (serve-console.mjs), with its delay on top. */
const secondsToStop = { SIGTERM: 14, SIGINT: 5 };

/**
 * The console, as built (`start`) or compiled as one looks at it (`dev`), on loopback unless PATCHBAY_HOST says more.
 *
 * @param {{
 *   dataFolder: string, env: NodeJS.ProcessEnv, port: number, mode: "start" | "dev",
 *   tell?: (sentence: string) => void,
 * }} options
 */
export async function startConsole({ dataFolder, env, port, mode, tell }) {
  const host = env.PATCHBAY_HOST || "127.0.0.1";
  const program =
    mode === "start"
      ? [inRoot("scripts", "services", "serve-console.mjs"), String(port), host]
      : [inRoot("node_modules", "next", "dist", "bin", "next"), mode, "-p", String(port), "-H", host];
  const running = await superviseProcess({
    name: "console",
    command: process.execPath,
    args: program,
    env: environmentOf("console", { ...env, NODE_ENV: mode === "dev" ? "development" : "production" }),
    logFile: path.join(dataFolder, "logs", "console.log"),
    readySeconds: 90,
    isReady: (said) =>
      (mode === "dev" || said.out.includes("Listening on")) &&
      answersHttp(`http://${probeHost(host)}:${port}/api/auth/csrf`),
    ...(tell ? { tell } : {}),
  });
  return {
    ...running,
    /** Lets requests in hand finish: 10 s, or 2 s after a Ctrl-C. @param {{ isHurried?: boolean }} [options] */
    stop: ({ isHurried = false } = {}) => {
      const signal = isHurried ? "SIGINT" : "SIGTERM";
      const delaySeconds = isHurried ? 0 : Number(env.PATCHBAY_STOP_DELAY_SECONDS) || 0;
      return running.stop({ signal, seconds: secondsToStop[signal] + delaySeconds });
    },
  };
}

/** Not by the name: it may lead to ::1, where nobody listens. @param {string} host */
function probeHost(host) {
  const name = nameOfHost(host);
  return name !== "localhost" ? name : host === "::1" ? "[::1]" : "127.0.0.1";
}

/** Any answer but a fault of its own will do. @param {string} url */
async function answersHttp(url) {
  try {
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(20_000) });
    await answer.body?.cancel();
    return answer.status < 500;
  } catch {
    return false;
  }
}
