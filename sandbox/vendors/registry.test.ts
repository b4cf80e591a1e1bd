import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { firstAccountId } from "../state/account";
import { tellSandbox, testControlKey } from "../testing/tell-sandbox";
import { simulatedVendors } from "./registry";

const folder = mkdtempSync(join(tmpdir(), "vendors-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(simulatedVendors)("the simulated $title", (vendor) => {
  const customer = vendor.enlist(vendor.makeCustomer("123456", "+12125550102"));

  /** Starts its server with the same data each time, creates the customer, and stops it. */
  async function enlistFor(account: string): Promise<number> {
    const server = vendor.createServer(join(folder, vendor.name), testControlKey);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${customer.path}`;
    const headers = { "x-sandbox-account": account };
    const { status } = await tellSandbox(url, "PUT", customer.body, { headers });
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
    return status;
  }

  it("keeps an account's customer across a restart, and hides it from every other account", async () => {
    expect(await enlistFor("999988887777")).toBe(200);
    expect(await enlistFor(firstAccountId)).toBe(409);
    expect(await enlistFor("999988887777")).toBe(200);
  });
});

it("no two simulated vendors have the same name, or endings of calls with the same name", () => {
  for (const names of [
    simulatedVendors.map(({ name }) => name),
    simulatedVendors.flatMap(({ endings }) => endings ?? []),
  ])
    expect(new Set(names).size).toBe(names.length);
});
