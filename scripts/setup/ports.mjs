import fs from "node:fs";
import net from "node:net";

/**
 * Whether a server of ours could have this port to itself on loopback. Listening alone does not tell: some systems let
 * one bind 127.0.0.1 under another's wildcard, and a browser asks ::1 first for "localhost".
 *
 * @param {number} port
 */
export async function isPortFree(port) {
  if (!(await canListen(port, "127.0.0.1")) || !(await canListen(port, "::1"))) return false;
  return !(await answers(port));
}

/**
 * @param {number} preferred 1–65535
 * @param {number} [howMany] how many after it are tried before the system chooses one
 * @returns {Promise<number>} the preferred one, else the next free one
 */
export async function findFreePort(preferred, howMany = 20) {
  for (let port = preferred; port <= Math.min(preferred + howMany, 65535); port += 1) {
    if (await isPortFree(port)) return port;
  }
  return anyFreePort();
}

/** @returns {Promise<number>} a free port of the system's choice */
export function anyFreePort() {
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
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    // A machine without IPv6 has nobody on ::1 either.
    server.once("error", (error) =>
      resolve("code" in error && (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT")),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
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
