import { createRequire } from "node:module";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { inviteMember } from "@/lib/access/auth/invitations";
import { loadSessionUser } from "@/lib/access/auth/session-user";
import { resolveTenant } from "@/lib/access/tenant/resolve-tenant";
import { forgetConfig } from "@/lib/kernel/config";
import { startOidcProvider, type TestOidcProvider } from "@/lib/testing/oidc-provider";
import { newTenant, newUser } from "@/lib/testing/people";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";

// The route as Next calls it; the identity provider answers over HTTP.

/** What the browser sends with each request. */
const browser = vi.hoisted(() => ({ jar: new Map<string, string>(), address: "10.9.8.7" }));
const sent = vi.hoisted(() => ({
  headers: async () =>
    new Headers({
      "x-forwarded-for": browser.address,
      cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; "),
    }),
  cookies: async () => ({ getAll: () => [...browser.jar].map(([name, value]) => ({ name, value })) }),
}));
vi.mock("next/headers", () => sent);
// next-auth requires it by itself.
Object.assign(createRequire(import.meta.url)("next/headers"), sent);

const origin = "http://127.0.0.1:3000";
let database: TestDatabase;
let provider: TestOidcProvider;

beforeAll(async () => {
  [database, provider] = await Promise.all([testDatabase(), startOidcProvider()]);
  Object.assign(process.env, {
    NEXTAUTH_URL: origin,
    PATCHBAY_OIDC_ISSUER: provider.issuer,
    PATCHBAY_OIDC_CLIENT_ID: provider.clientId,
    PATCHBAY_OIDC_CLIENT_SECRET: provider.clientSecret,
    PATCHBAY_OIDC_DOMAINS: "example.com, example.org",
  });
  forgetConfig();
});
beforeEach(() => browser.jar.clear());
afterAll(async () => {
  for (const name of ["ISSUER", "CLIENT_ID", "CLIENT_SECRET", "DOMAINS"])
    delete process.env[`PATCHBAY_OIDC_${name}`];
  forgetConfig();
  await Promise.all([database?.stop(), provider?.stop()]);
});

async function ask(path: string, form?: Record<string, string>): Promise<Response> {
  const { GET, POST } = await import("@/app/api/auth/[...nextauth]/route");
  const request = new Request(`${origin}/api/auth/${path}`, {
    method: form ? "POST" : "GET",
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  const params = Promise.resolve({ nextauth: path.split("?", 1)[0]?.split("/") ?? [] });
  const answer = await (form ? POST : GET)(request, { params });
  for (const cookie of answer.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === "" || /Max-Age=0/.test(cookie)) browser.jar.delete(name);
    else browser.jar.set(name, decodeURIComponent(value));
  }
  return answer;
}

/** The whole way of a browser; returns where it ends. `spoil` changes what the provider sends it back with. */
async function goThrough(spoil: (back: URL) => void = () => undefined): Promise<string> {
  const { csrfToken } = (await (await ask("csrf")).json()) as { csrfToken: string };
  const begun = await ask("signin/oidc", { csrfToken, callbackUrl: "/sandbox/overview", json: "true" });
  const { url } = (await begun.json()) as { url: string };
  expect(url).toContain(`${provider.issuer}/authorize`);
  const back = new URL((await fetch(url, { redirect: "manual" })).headers.get("location") ?? "");
  spoil(back);
  expect(back.origin + back.pathname).toBe(`${origin}/api/auth/callback/oidc`);
  const answer = await ask(`callback/oidc${back.search}`);
  const location = (answer.headers.get("location") ?? "").replace(origin, "");
  if (!location.startsWith("/api/auth/")) return location;
  return (await ask(location.replace("/api/auth/", ""))).headers.get("location") ?? "";
}

async function signedInUser() {
  const session = (await (await ask("session")).json()) as { user?: { id: string; email: string } };
  return session.user;
}

describe("single sign-on", () => {
  it("signs in to the account whose address the provider verified", async () => {
    const { tenantId } = await newTenant();
    const { userId, email } = await newUser({ memberOf: [{ tenantId, role: "support" }] });
    provider.claims = { sub: "s-1", email: email.toUpperCase(), email_verified: true, name: "Ada" };
    expect(await goThrough()).toBe("/sandbox/overview");
    expect(await signedInUser()).toMatchObject({ id: userId, session: { method: "oidc" } });
    const audited = await runAsOwner(
      `${database.ownerUrl}?options=-c%20app.upkeep%3Don`,
      `SELECT "action", "address", "detail" FROM "AuditEvent" WHERE "actorId" = $1`,
      [userId],
    );
    expect(audited).toEqual([
      { action: "session:sign-in", address: browser.address, detail: { method: "oidc" } },
    ]);
  });

  it("recognizes a person by the provider's subject, not by an address that was reassigned", async () => {
    const [one, two] = [await newUser(), await newUser()];
    provider.claims = { sub: "s-2", email: one.email, email_verified: true };
    await goThrough();
    expect(await signedInUser()).toMatchObject({ id: one.userId });
    browser.jar.clear();
    // The address moved on to another person of the provider: not to this account.
    provider.claims = { sub: "s-3", email: one.email, email_verified: true };
    expect(await goThrough()).toBe("/sign-in?error=oidc-no-account");
    expect(await signedInUser()).toBeUndefined();
    // The person got another address, even someone else's: still their own account.
    provider.claims = { sub: "s-2", email: two.email, email_verified: true };
    await goThrough();
    expect(await signedInUser()).toMatchObject({ id: one.userId });
  });

  it.each([
    ["whose address the provider has not verified", { email_verified: false }, "oidc-unverified"],
    ["of whose address it says nothing", { email_verified: undefined }, "oidc-unverified"],
    ["of another domain", { email: "ada@evil-example.com" }, "oidc-domain"],
    ["of a domain that only begins like it", { email: "ada@example.com.evil.org" }, "oidc-domain"],
    ["of a domain below it", { email: "ada@sub.example.com" }, "oidc-domain"],
    ["without an account", { email: "nobody@example.org" }, "oidc-no-account"],
  ])("refuses a person %s", async (_who, claims, failure) => {
    const { email } = await newUser();
    provider.claims = { sub: `s-${failure}`, email, email_verified: true, ...claims };
    expect(await goThrough()).toBe(`/sign-in?error=${failure}`);
    expect(await signedInUser()).toBeUndefined();
  });

  it("refuses a disabled account", async () => {
    const { userId, email } = await newUser();
    const disable = `UPDATE "User" SET "disabledAt" = now() WHERE "id" = $1`;
    await runAsOwner(`${database.ownerUrl}?options=-c%20app.upkeep%3Don`, disable, [userId]);
    provider.claims = { sub: "s-disabled", email, email_verified: true };
    expect(await goThrough()).toBe("/sign-in?error=oidc-no-account");
  });

  it("accepts a pending invitation and creates an account without a password", async () => {
    const { tenantId, slug } = await newTenant();
    const admin = await newUser({ memberOf: [{ tenantId, role: "admin" }] });
    const email = `invited-${tenantId.slice(0, 8)}@example.org`;
    const context = { tenantId, actor: { userId: admin.userId, name: admin.name } };
    await inviteMember(context, { email, role: "support" });
    provider.claims = { sub: "s-invited", email, email_verified: true, name: "Grace" };
    expect(await goThrough()).toBe("/sandbox/overview");
    const user = await signedInUser();
    expect(user).toMatchObject({ email, name: "Grace" });
    expect(await resolveTenant(user?.id ?? "", slug)).toMatchObject({ role: "support" });
  });

  it.each([
    ["a state of another", (back: URL) => back.searchParams.set("state", "forged")],
    ["a code of another", (back: URL) => back.searchParams.set("code", "forged")],
  ])("lets no one in with %s", async (_what, spoil) => {
    const { email } = await newUser();
    provider.claims = { sub: "s-forged", email, email_verified: true };
    expect(await goThrough(spoil)).toMatch(/^\/sign-in\?error=OAuthCallback/);
    expect(await signedInUser()).toBeUndefined();
  });

  it("never redirects to another site after sign-in, whatever the link says", async () => {
    const { email } = await newUser();
    provider.claims = { sub: "s-elsewhere", email, email_verified: true };
    const { csrfToken } = (await (await ask("csrf")).json()) as { csrfToken: string };
    for (const callbackUrl of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      `${origin}.evil.example/`,
    ]) {
      await ask("signin/oidc", { csrfToken, callbackUrl, json: "true" });
      expect(browser.jar.get("next-auth.callback-url")).toBe(origin);
    }
  });

  it("signs out permanently: the session ends in the database", async () => {
    const { userId, email } = await newUser();
    provider.claims = { sub: "s-out", email, email_verified: true };
    await goThrough();
    const user = await signedInUser();
    const claim = { userId, sessionId: Reflect.get(Object(user), "session").id as string, sessionVersion: 1 };
    expect(await loadSessionUser(claim)).toBeDefined();
    const { csrfToken } = (await (await ask("csrf")).json()) as { csrfToken: string };
    await ask("signout", { csrfToken, json: "true" });
    expect(await loadSessionUser(claim)).toBeUndefined();
  });
});
