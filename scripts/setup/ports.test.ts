import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import {
  anyFreePort,
  checkAddress,
  choosePort,
  findFreePort,
  isPortFree,
  nameOfHost,
  rememberedPort,
} from "./ports.mjs";

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

test.each(["127.0.0.1", "0.0.0.0"])("a port on which someone listens at %s isn't free", async (host) => {
  const port = await anyFreePort();
  expect(await isPortFree(port)).toBe(true);
  await occupy(port, host);
  expect(await isPortFree(port)).toBe(false);
});

test("a port that is told is none that the system gives to others before its server listens, and is told once", async () => {
  const ports = await Promise.all(Array.from({ length: 300 }, () => anyFreePort()));
  expect(new Set(ports).size).toBe(300);
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(20_000);
  // Linux's range begins there, those of macOS and Windows above it.
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

test("a port that is still being tried isn't tried by another call", async () => {
  const [same, next] = [await anyFreePort(), await anyFreePort()].map((port) => port - 1);
  const drawn = [same, same, next];
  const draw = () => drawn.shift() ?? 0;
  const ports = [anyFreePort(draw), anyFreePort(draw)];
  expect(drawn).toEqual([]);
  await Promise.all(ports);
});

test("the next free port is taken instead of one that isn't free", async () => {
  const port = await anyFreePort();
  expect(await findFreePort(port)).toBe(port);
  await occupy(port, "127.0.0.1");
  const other = await findFreePort(port);
  expect(other).not.toBe(port);
  expect(await isPortFree(other)).toBe(true);
});

test("a service has the port that it had last time, until someone else has it", async () => {
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

test("an address that isn't this machine's is told as that, in one line", async () => {
  await expect(checkAddress("192.0.2.1", 0)).rejects.toThrow(
    "The console can't listen on PATCHBAY_HOST 192.0.2.1: it isn't an address of this machine (EADDRNOTAVAIL).",
  );
  await expect(checkAddress("nowhere.invalid", 0)).rejects.toThrow(/PATCHBAY_HOST nowhere\.invalid: .*\.$/);
  await expect(checkAddress("127.0.0.1", await anyFreePort())).resolves.toBeUndefined();
});

test("a port that is taken at the console's own address is passed over, and 0 means any", async () => {
  const port = await anyFreePort();
  await occupy(port, "127.0.0.2");
  expect(await choosePort(port, "127.0.0.2")).not.toBe(port);
  expect(await choosePort(0, "127.0.0.1")).toBeGreaterThan(0);
});

test("a browser on this machine gets there by name, or by the one address that is listened on", () => {
  expect(["127.0.0.1", "0.0.0.0", "::"].map(nameOfHost)).toEqual(["localhost", "localhost", "localhost"]);
  expect(nameOfHost("10.1.2.3")).toBe("10.1.2.3");
  expect(nameOfHost("fe80::1")).toBe("[fe80::1]");
});
