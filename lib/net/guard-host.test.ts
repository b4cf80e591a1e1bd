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

  it("leaves in the log why no connection came about, and nothing that it carried", async () => {
    // Port 1 of this machine: no one listens there.
    const answer = await requestVendor({ ...request, url: "https://127.0.0.1:1/x?s3cret", simulated: true });
    expect(answer).toMatchObject({ problem: { code: "host-unreachable" } });
    expect(warn.mock.calls[0]?.[0]).toEqual({
      vendor: "Acme",
      host: "127.0.0.1:1",
      fault: "unreachable",
      reason: "ECONNREFUSED",
    });
    expect(JSON.stringify(warn.mock.calls)).not.toContain("s3cret");
  });
});
