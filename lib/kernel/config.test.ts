import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfig } from "./config";

const key = Buffer.alloc(32, 7).toString("base64");
const env = {
  DATABASE_URL: "postgresql://owner:owner-secret@127.0.0.1:5432/patchbay",
  PATCHBAY_APP_PASSWORD: "p/w%with+odd@signs",
  PATCHBAY_KEY_RING: JSON.stringify({ current: "k1", keys: { k1: key } }),
  NEXTAUTH_SECRET: "x".repeat(40),
  PATCHBAY_INSTALLATION: "abcd1234",
};

describe("the settings", () => {
  it("derive the console's own database role from the owner's address, whatever signs its password has", () => {
    const url = new URL(readConfig(env).appDatabaseUrl);
    expect(url.username).toBe("patchbay_app_abcd1234");
    expect(decodeURIComponent(url.password)).toBe(env.PATCHBAY_APP_PASSWORD);
    expect(url.host + url.pathname).toBe("127.0.0.1:5432/patchbay");
  });

  it("name what is missing or invalid without its value", () => {
    const shortKey = Buffer.alloc(16).toString("base64");
    const read = () =>
      readConfig({
        ...env,
        NEXTAUTH_SECRET: "too-short-secret",
        PATCHBAY_KEY_RING: JSON.stringify({ current: "k1", keys: { k1: shortKey } }),
        DATABASE_URL: undefined,
      });
    expect(read).toThrow(/DATABASE_URL/);
    expect(read).toThrow(/NEXTAUTH_SECRET/);
    expect(read).toThrow(/PATCHBAY_KEY_RING/);
    expect(read).not.toThrow(/too-short-secret/);
    expect(read).not.toThrow(shortKey);
  });

  it("refuse to run where any certificate would pass", () => {
    expect(() => readConfig({ ...env, NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toThrow(/NODE_EXTRA_CA_CERTS/);
    expect(readConfig({ ...env, NODE_TLS_REJECT_UNAUTHORIZED: "1" }).installation).toBe("abcd1234");
  });

  it("say where each simulated vendor answers, whichever vendors there are", () => {
    const read = (url: string) => readConfig({ ...env, PATCHBAY_ACME_SANDBOX_URL: url }).vendorSandboxUrls;
    expect(read("http://127.0.0.1:9/")).toEqual({ acme: "http://127.0.0.1:9" });
    expect(read("")).toEqual({});
    expect(readConfig({ ...env, PATCHBAY_SANDBOX_URL: "http://127.0.0.1:9" }).vendorSandboxUrls).toEqual({});
    expect(() => read("nowhere")).toThrow(/PATCHBAY_ACME_SANDBOX_URL/);
  });

  it("are each in the README's table", () => {
    const source = readFileSync(new URL("config.ts", import.meta.url), "utf8");
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const names = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((hit) => hit[1] ?? "");
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it("count as unset when they are empty, each of them", () => {
    const source = readFileSync(new URL("config.ts", import.meta.url), "utf8");
    const names = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((hit) => hit[1] ?? "");
    const optional = names.filter((name) => !Object.hasOwn(env, name));
    expect(optional).toContain("PATCHBAY_FIRST_PASSWORD");
    expect(readConfig({ ...env, ...Object.fromEntries(optional.map((name) => [name, ""])) })).toEqual(
      readConfig(env),
    );
    expect(() => readConfig({ ...env, NEXTAUTH_SECRET: " " })).toThrow(/NEXTAUTH_SECRET/);
  });

  it("have no sandbox without its address and keys", () => {
    expect(readConfig(env).sandbox).toBeUndefined();
    expect(readConfig({ ...env, PATCHBAY_SANDBOX_URL: "http://127.0.0.1:1" }).sandbox).toBeUndefined();
  });
});
