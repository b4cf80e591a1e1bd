import { createHmac, pbkdf2Sync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { databaseRoles } from "@/lib/kernel/database-roles";
import { nameRoles } from "./name-roles";
import { scramVerifier } from "./scram-verifier";

describe("the roles in a script", () => {
  const script = `
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'patchbay_app') THEN CREATE ROLE patchbay_app; END IF;
    EXECUTE format('GRANT %s ON %s TO patchbay_app', privileges, protected);
    GRANT patchbay_fleet TO patchbay_app;`;

  it("are replaced by an installation's as literals and as names", () => {
    expect(nameRoles(script, { app: "patchbay_app_x1", fleet: "patchbay_fleet_x1" })).toBe(`
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'patchbay_app_x1') THEN CREATE ROLE patchbay_app_x1; END IF;
    EXECUTE format('GRANT %s ON %s TO patchbay_app_x1', privileges, protected);
    GRANT patchbay_fleet_x1 TO patchbay_app_x1;`);
  });

  it("are quoted where a name needs it, and come back as they were", () => {
    const odd = { app: "patchbay_app-2", fleet: "O'Fleet" };
    const named = nameRoles(script, odd);
    expect(named).toContain(`rolname = 'patchbay_app-2'`);
    expect(named).toContain(`GRANT "O'Fleet" TO "patchbay_app-2";`);
    expect(nameRoles(named, { app: "patchbay_app", fleet: "patchbay_fleet" }, odd)).toBe(script);
  });
});

describe("an installation's roles", () => {
  it("carry its id, so that two installations share none", () => {
    expect(databaseRoles({ PATCHBAY_INSTALLATION: "a1-b2" })).toEqual({
      app: "patchbay_app_a1_b2",
      fleet: "patchbay_fleet_a1_b2",
    });
  });

  it("are those that the operator named", () => {
    const named = (role: string) =>
      databaseRoles({
        PATCHBAY_APP_DATABASE_URL: `postgresql://${role}:x@db/patchbay`,
        PATCHBAY_INSTALLATION: "a1b2",
      });
    expect(named("patchbay_app")).toEqual({ app: "patchbay_app", fleet: "patchbay_fleet" });
    expect(named("console%40db")).toEqual({ app: "console@db", fleet: "console@db_fleet" });
    expect(named("r".repeat(63)).fleet).toHaveLength(63);
  });
});

it("a verifier proves its password as SCRAM asks for, and holds no word of it", () => {
  const salt = Buffer.from("0123456789abcdef");
  const verifier = scramVerifier("a long password", salt);
  const salted = pbkdf2Sync("a long password", salt, 4096, 32, "sha256");
  const serverKey = createHmac("sha256", salted).update("Server Key").digest("base64");
  expect(verifier).toMatch(/^SCRAM-SHA-256\$4096:MDEyMzQ1Njc4OWFiY2RlZg==\$[\w+/]{43}=:[\w+/]{43}=$/);
  expect(verifier.endsWith(serverKey)).toBe(true);
  expect(scramVerifier("a long password")).not.toBe(scramVerifier("a long password"));
});
