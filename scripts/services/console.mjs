import path from "node:path";
import { superviseProcess } from "../process/supervise-process.mjs";
import { inRoot } from "../setup/paths.mjs";
import { nameOfHost } from "../setup/ports.mjs";

/**
 * The console, as built (`start`) or compiled as one looks at it (`dev`), on loopback unless PATCHBAY_HOST says more.
 *
 * @param {{
 *   dataFolder: string, env: NodeJS.ProcessEnv, port: number, mode: "start" | "dev",
 *   tell?: (sentence: string) => void,
 * }} options
 */
export function startConsole({ dataFolder, env, port, mode, tell }) {
  const host = env.PATCHBAY_HOST || "127.0.0.1";
  return superviseProcess({
    name: "console",
    command: process.execPath,
    args: [inRoot("node_modules", "next", "dist", "bin", "next"), mode, "-p", String(port), "-H", host],
    env: { ...env, NODE_ENV: mode === "dev" ? "development" : "production" },
    logFile: path.join(dataFolder, "logs", "console.log"),
    readySeconds: 90,
    isReady: () => answersHttp(`http://${probeHost(host)}:${port}/api/auth/csrf`),
    ...(tell ? { tell } : {}),
  });
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
