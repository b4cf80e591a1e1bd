import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { defineRoute } from "@/components/define-route";
import { defineScreen, enterAsOperator } from "@/components/define-screen";
import { defineAction, defineOperatorAction } from "@/lib/access/action";
import { succeed } from "@/lib/kernel/result";

const seen = vi.hoisted(() => ({ warn: vi.fn(), error: vi.fn(), role: undefined as string | undefined }));
vi.mock("@/lib/kernel/log", () => ({ log: seen, newReference: () => "ref" }));
vi.mock("@/lib/access/auth/session", () => ({
  currentUser: async () => ({ id: "user-1", name: "A Person", isOperator: false, secondFactor: "off" }),
}));
vi.mock("@/lib/access/tenant/resolve-tenant", () => ({
  resolveTenant: async () =>
    seen.role && { tenantId: "tenant-1", slug: "acme", name: "Acme", role: seen.role },
}));
vi.mock("next/headers", () => ({ headers: async () => new Headers({ "x-forwarded-for": "192.0.2.7" }) }));
vi.mock("next/cache", () => ({ refresh: () => undefined }));

const deploy = defineAction({
  permission: "integration:deploy",
  input: z.undefined(),
  run: async () => succeed(null),
});
const operate = defineOperatorAction({ input: z.undefined(), run: async () => succeed(null) });
const route = defineRoute<{ tenant: string }>({
  permission: "contact:read",
  answer: async () => new Response(null),
});
const screen = defineScreen<{ tenant: string }>({ permission: "member:write", render: async () => "people" });
const ask = () => route(new Request("http://x/"), { params: Promise.resolve({ tenant: "acme" }) });

const who = { userId: "user-1", address: "192.0.2.7" };

beforeEach(() => {
  seen.warn.mockClear();
  seen.role = "viewer";
});

describe("the log", () => {
  it("records who was refused an action, and which permission was missing", async () => {
    expect(await deploy("acme", undefined)).toMatchObject({ problem: { code: "not-permitted" } });
    expect(seen.warn.mock.calls).toEqual([
      [{ refused: { ...who, tenantId: "tenant-1", needed: "integration:deploy" } }, expect.any(String)],
    ]);
  });

  it("records who was refused a route", async () => {
    expect((await ask()).status).toBe(404);
    expect(seen.warn.mock.calls[0]?.[0]).toEqual({
      refused: { ...who, tenantId: "tenant-1", needed: "contact:read" },
    });
  });

  it("records who was refused a page", async () => {
    await screen({ params: Promise.resolve({ tenant: "acme" }), searchParams: Promise.resolve({}) });
    expect(seen.warn.mock.calls[0]?.[0]).toEqual({
      refused: { ...who, tenantId: "tenant-1", needed: "member:write" },
    });
    await expect(enterAsOperator()).rejects.toThrow();
    expect(seen.warn.mock.calls[1]?.[0]).toEqual({ refused: { ...who, needed: "operator" } });
  });

  it("records who requested another tenant, without its name", async () => {
    seen.role = undefined;
    expect((await ask()).status).toBe(404);
    expect(seen.warn.mock.calls[0]?.[0]).toEqual({ refused: { ...who, needed: "membership" } });
  });

  it("records who tried what only operators can do", async () => {
    expect(await operate(undefined)).toMatchObject({ problem: { code: "not-found" } });
    expect(seen.warn.mock.calls[0]?.[0]).toEqual({ refused: { ...who, needed: "operator" } });
  });

  it("records nothing about permitted requests", async () => {
    seen.role = "admin";
    expect(await deploy("acme", undefined)).toEqual({ ok: true, value: null });
    expect((await ask()).status).toBe(200);
    expect(seen.warn).not.toHaveBeenCalled();
  });
});
