import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

it("a simulated vendor whose port is taken says so in one line, and ends", async () => {
  const other = net.createServer();
  await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  const { port } = other.address() as net.AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), "vendor-"));
  const options = ["--port", String(port), "--data", folder];
  const vendor = spawn(process.execPath, ["--import", "tsx", "sandbox/vendors/sip/main.ts", ...options], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  vendor.stderr.on("data", (chunk) => {
    said += chunk;
  });
  expect(await new Promise((done) => vendor.once("close", done))).toBe(1);
  expect(said).toBe(`Port ${port} is in use. Choose another one with --port.\n`);
  other.close();
  rmSync(folder, { recursive: true });
});
