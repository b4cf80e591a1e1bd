import { describe, expect, it } from "vitest";
import { Role } from "@/prisma/generated/enums";
import { can, homeOf, type Permission, seesConsole } from "./permissions";

/** One of each kind: what an agent must never have. */
const others: readonly Permission[] = [
  ...(["tenant:read", "contact:read", "contact:unmask", "call:place", "guide:tick"] as const),
  ...(["integration:deploy", "member:write", "audit:read", "secret:reveal", "privacy:write"] as const),
];

describe("a role", () => {
  it("agent has the agents' page and nothing else", () => {
    expect(can("agent", "agent-page:use")).toBe(true);
    for (const permission of others) expect(can("agent", permission), permission).toBe(false);
    expect(seesConsole("agent")).toBe(false);
  });

  it("of the others sees the console, and only an administrator and an operator the agents' page too", () => {
    for (const role of Object.values(Role).filter((each) => each !== "agent")) {
      expect(seesConsole(role), role).toBe(true);
      expect(can(role, "agent-page:use"), role).toBe(role === "admin");
    }
    expect(can("operator", "agent-page:use")).toBe(true);
  });

  it("begins where it sees something", () => {
    expect(homeOf("agent")).toBe("agent");
    for (const role of ["admin", "support", "viewer", "operator"] as const)
      expect(homeOf(role)).toBe("overview");
  });
});
