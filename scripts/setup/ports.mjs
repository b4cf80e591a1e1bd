import { randomInt } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import { ToldError } from "./told-error.mjs";

/** Where others reach a server that listens on this address from the same machine. @param {string} host */
export function nameOfHost(host) {
  if (["0.0.0.0", "::", "127.0.0.1", "::1"].includes(host)) return "localhost";
  return net.isIPv6(host) ? `[${host}]` : host;
}

/**
 * Whether the console could listen there at all, whoever else may have the port at present.
 *
 * @param {string} host @param {number} port 0: any
 * @throws {ToldError} when not
 */
export async function checkAddress(host, port) {
  const code = await listenProblem(0, host);
  if (code) {
    const why =
      code === "ENOTFOUND" || code === "EAI_AGAIN"
        ? "this name doesn't resolve"
        : "it isn't an address of this machine";
    throw new ToldError(`The console can't listen on PATCHBAY_HOST ${host}: ${why} (${code}).`);
  }
  if (port > 0 && (await listenProblem(port, host)) === "EACCES") {
    throw new ToldError(`This account can't listen on port ${port}. Set PORT to 1024 or higher.`);
  }
}

/**
 * @param {number} wanted 0: any @param {string} host
 * @returns {Promise<number>} it, else the next free one
 */
export async function choosePort(wanted, host) {
  return wanted === 0 ? anyFreePort() : findFreePort(wanted, 20, host);
}

/**
 * Whether a server of ours could have this port to itself on loopback. Listening alone does not tell: some systems let
 * one bind 127.0.0.1 under another's wildcard, and a browser asks ::1 first for "localhost".
 *
 * @param {number} port @param {string} [host] where else it will listen
 */
export async function isPortFree(port, host = "127.0.0.1") {
  if ((await listenProblem(port, host)) !== undefined) return false;
  if (!(await canListen(port, "127.0.0.1")) || !(await canListen(port, "::1"))) return false;
  return !(await answers(port));
}

/**
 * @param {number} preferred 1–65535
 * @param {number} [howMany] how many after it are tried before the system chooses one @param {string} [host]
 * @returns {Promise<number>} the preferred one, else the next free one
 */
export async function findFreePort(preferred, howMany = 20, host = "127.0.0.1") {
  for (let port = preferred; port <= Math.min(preferred + howMany, 65535); port += 1) {
    if (await isPortFree(port, host)) return port;
  }
  return anyFreePort();
}

/**
 * Where no system takes the ports from that it gives out itself: to connections, and to servers that leave the choice to
 * it. Linux gives 32768–60999, macOS and Windows 49152–65535. Chosen there, a port is still free when the server that it
 * is meant for has started.
 */
const quietPorts = { first: 20_000, last: 32_767 };
const quietTries = 50;

/** What this process has told already, or found taken: its server may not listen yet. @type {Set<number>} */
const told = new Set();

const drawQuiet = () => randomInt(quietPorts.first, quietPorts.last + 1);

/** @param {() => number} [draw] @returns {Promise<number>} a free port, and never one that was returned before */
export async function anyFreePort(draw = drawQuiet) {
  for (let tries = 0; tries < quietTries; tries += 1) {
    const port = draw();
    if (told.has(port)) continue;
    // Before anything is waited for: another call may come to the same number meanwhile.
    told.add(port);
    if (await isPortFree(port)) return port;
  }
  return systemsPort();
}

/** @returns {Promise<number>} */
function systemsPort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * The port a service had last time, so that addresses that were stored (a deployed API's URL, a connection) stay right
 * over a restart; another, and remembered, when something else has taken it meanwhile.
 *
 * @param {string} file where they are remembered @param {string} name
 */
export async function rememberedPort(file, name) {
  const ports = readPorts(file);
  const last = ports[name];
  const port = last !== undefined && (await isPortFree(last)) ? last : await anyFreePort();
  if (port !== last) fs.writeFileSync(file, `${JSON.stringify({ ...readPorts(file), [name]: port })}\n`);
  return port;
}

/** @param {string} file @returns {Record<string, number>} */
function readPorts(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
async function canListen(port, host) {
  const code = await listenProblem(port, host);
  // A machine without IPv6 has no one on ::1 either.
  return code === undefined || code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
}

/**
 * @param {number} port @param {string} host @returns {Promise<string | undefined>} the system's code when it refuses
 */
function listenProblem(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** @param {number} port @returns {Promise<boolean>} */
function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: "127.0.0.1", timeout: 300 });
    /** @param {boolean} answer */
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
    socket.once("timeout", () => settle(false));
  });
}
