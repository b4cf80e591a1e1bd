import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { anyFreePort, findFreePort, isPortFree, rememberedPort } from "./ports.mjs";

const servers: net.Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function occupy(port: number, host: string): Promise<void> {
  const server = net.createServer((socket) => socket.destroy());
  servers.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

test.each(["127.0.0.1", "0.0.0.0"])("a port on which somebody listens at %s is not free", async (host) => {
  const port = await anyFreePort();
  expect(await isPortFree(port)).toBe(true);
  await occupy(port, host);
  expect(await isPortFree(port)).toBe(false);
});

test("the next free port is taken instead of one that is not free", async () => {
  const port = await anyFreePort();
  expect(await findFreePort(port)).toBe(port);
  await occupy(port, "127.0.0.1");
  const other = await findFreePort(port);
  expect(other).not.toBe(port);
  expect(await isPortFree(other)).toBe(true);
});

test("a service has the port that it had last time, until somebody else has it", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "patchbay-ports-"));
  const file = path.join(folder, "ports.json");
  const first = await rememberedPort(file, "database");
  const other = await rememberedPort(file, "sandbox");
  expect(await rememberedPort(file, "database")).toBe(first);
  await occupy(first, "127.0.0.1");
  const moved = await rememberedPort(file, "database");
  expect(moved).not.toBe(first);
  expect(JSON.parse(fs.readFileSync(file, "utf8"))).toEqual({ database: moved, sandbox: other });
  fs.rmSync(folder, { recursive: true });
});
