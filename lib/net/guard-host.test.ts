import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { requestVendor, type VendorRequest } from "@/lib/net/guard-host";

const warn = vi.hoisted(() => vi.fn());
vi.mock("@/lib/kernel/log", () => ({ log: { warn } }));
vi.mock("@/lib/kernel/config", () => ({ config: () => ({ allowedHosts: [] }) }));
beforeEach(() => warn.mockClear());

const request: VendorRequest = {
  vendor: "Acme",
  url: "https://169.254.169.254/latest?token=s3cret",
  method: "POST",
  headers: { auth: "s3cret" },
  body: "s3cret",
  timeoutMs: 5_000,
  simulated: false,
};

describe("a request to a host that a tenant has named", () => {
  it("isn't sent into a private network, and the log says that someone tried", async () => {
    expect(await requestVendor(request)).toMatchObject({ problem: { code: "host-inward" } });
    expect(warn.mock.calls).toEqual([
      [{ vendor: "Acme", host: "169.254.169.254", fault: "inward" }, expect.any(String)],
    ]);
  });

  it.each([
    [1_899, "1.9 seconds"],
    [997, "1 second"],
    [20, "0.1 seconds"],
  ])("says how long it waited, rounded, after %i ms", async (timeoutMs, said) => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    try {
      const url = `http://127.0.0.1:${port}/`;
      expect(await requestVendor({ ...request, url, timeoutMs, simulated: true })).toMatchObject({
        problem: { code: "host-slow", sentence: `Acme (127.0.0.1:${port}) didn't respond within ${said}.` },
      });
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  it("leaves in the log why no connection came about, and nothing that it carried", async () => {
    // Port 1 of this machine: no one listens there.
    const answer = await requestVendor({ ...request, url: "https://127.0.0.1:1/x?s3cret", simulated: true });
    expect(answer).toMatchObject({ problem: { code: "host-unreachable", isPassing: true } });
    expect(warn.mock.calls[0]?.[0]).toEqual({
      vendor: "Acme",
      host: "127.0.0.1:1",
      fault: "unreachable",
      reason: "ECONNREFUSED",
    });
    expect(JSON.stringify(warn.mock.calls)).not.toContain("s3cret");
  });
});
