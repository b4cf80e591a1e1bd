import { createRequire } from "node:module";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { afterEach, describe, expect, it, vi } from "vitest";
import { forgetConfig } from "@/lib/kernel/config";
import { cookiesOf, isSessionCookie } from "./cookies";

const sent = vi.hoisted(() => ({
  headers: async () => new Headers(),
  cookies: async () => ({ getAll: () => [] }),
}));
vi.mock("next/headers", () => sent);
// next-auth requires it by itself.
Object.assign(createRequire(import.meta.url)("next/headers"), sent);

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  forgetConfig();
});

/** What next-auth sets for whoever asks for its token. */
async function cookiesAt(origin: string): Promise<string[]> {
  for (const [name, value] of Object.entries({
    NEXTAUTH_URL: origin,
    NEXTAUTH_SECRET: "x".repeat(40),
    DATABASE_URL: "postgresql://owner:secret@127.0.0.1:5432/patchbay",
    PATCHBAY_APP_PASSWORD: "x".repeat(20),
    PATCHBAY_INSTALLATION: "abcd1234",
    PATCHBAY_KEY_RING: JSON.stringify({ current: "k", keys: { k: Buffer.alloc(32, 1).toString("base64") } }),
  })) {
    vi.stubEnv(name, value);
  }
  const { authOptions } = await import("./options");
  const answer: Response = await NextAuth(authOptions())(new NextRequest(`${origin}/api/auth/csrf`), {
    params: Promise.resolve({ nextauth: ["csrf"] }),
  });
  return answer.headers.getSetCookie();
}

describe("the cookies of the sign-in", () => {
  it("are accepted only from this host over https", async () => {
    const set = await cookiesAt("https://patchbay.example.com");
    expect(set).toHaveLength(2);
    for (const cookie of set) {
      expect(cookie).toMatch(/^__Host-next-auth\./);
      expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    }
  });

  it("work without https on the same machine", async () => {
    const set = await cookiesAt("http://localhost:3000");
    expect(set).toHaveLength(2);
    for (const cookie of set) expect(cookie).toMatch(/^next-auth\..*; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it("are all closed to scripts and bound to the host", () => {
    const all = Object.values(cookiesOf({ isHttps: true }));
    expect(all).toHaveLength(6);
    for (const { name, options } of all) {
      expect(name).toMatch(/^__Host-/);
      expect(options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
      expect(options).not.toHaveProperty("domain");
    }
  });

  it.each([true, false])("are recognized as a session (https: %s)", (isHttps) => {
    const name = cookiesOf({ isHttps }).sessionToken?.name ?? "";
    expect([name, `${name}.0`, `${name}.1`].every(isSessionCookie)).toBe(true);
    expect(isSessionCookie(`x${name}`)).toBe(false);
    expect(isSessionCookie("__Secure-next-auth.session-token")).toBe(false);
  });
});
