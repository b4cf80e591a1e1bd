import { afterEach, describe, expect, it, vi } from "vitest";
import { vendors } from "@/lib/vendors/registry";
import { firstSandboxVendors, isInSandbox, sandboxChoiceOf } from "./sandbox-vendors";

const state = vi.hoisted(() => ({ isOn: true }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({
    sandbox: state.isOn ? { url: "http://127.0.0.1:4600", controlKey: "key" } : undefined,
    // Every vendor's twin runs.
    vendorSandboxUrls: new Proxy({}, { get: () => "http://127.0.0.1:4601" }),
  }),
}));
afterEach(() => {
  state.isOn = true;
});

const sandboxAccount = { kind: "aws", settings: { access: { kind: "sandbox" }, region: "us-east-1" } };
const kinds = vendors.map(({ connection }) => connection.kind);

describe.each(kinds)("the form of a %s connection", (kind) => {
  const twin = firstSandboxVendors().find((vendor) => vendor.kind === kind);

  it("offers the simulated vendor, chosen when the tenant's AWS account is the sandbox", () => {
    expect(sandboxChoiceOf(kind, undefined, [sandboxAccount])).toEqual({ name: twin?.name, isChosen: true });
    expect(sandboxChoiceOf(kind, undefined, [])).toMatchObject({ isChosen: false });
  });

  it("is where a new form begins when the contact center is a vendor's in the sandbox, and the tenant has no AWS account", () => {
    const centers = vendors.filter(({ contactCenter }) => contactCenter);
    expect(centers.length).toBeGreaterThan(0);
    for (const { connection, sandbox, contactCenter } of vendors) {
      const { settings } = sandbox.connection(sandbox.firstCustomer);
      const account = { kind: connection.kind, settings };
      expect(sandboxChoiceOf(kind, undefined, [account])).toMatchObject({
        isChosen: contactCenter !== undefined,
      });
    }
  });

  it("keeps what is stored chosen, whatever the account is", () => {
    expect(sandboxChoiceOf(kind, twin?.settings, [])).toMatchObject({ isChosen: true });
    expect(sandboxChoiceOf(kind, {}, [sandboxAccount])).toMatchObject({ isChosen: false });
  });

  it("offers nothing of the kind while the sandbox is off", () => {
    state.isOn = false;
    expect(sandboxChoiceOf(kind, undefined, [sandboxAccount])).toBeUndefined();
  });

  it("tells a simulated one from a real one", () => {
    expect(isInSandbox({ kind, settings: twin?.settings ?? {} })).toBe(true);
    expect(isInSandbox({ kind, settings: {} })).toBe(false);
  });
});

it("an AWS account's own form has the sandbox among its kinds of access", () => {
  expect(sandboxChoiceOf("aws", undefined, [sandboxAccount])).toBeUndefined();
  expect(isInSandbox(sandboxAccount)).toBe(true);
});
