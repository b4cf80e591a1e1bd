import { describe, expect, it } from "vitest";
import { Role } from "@/prisma/generated/enums";
import { can, homeOf, type Permission, seesConsole } from "./permissions";

/** One of each kind: what an agent must never have. */
const others: readonly Permission[] = [
  ...(["tenant:read", "contact:read", "contact:unmask", "call:place", "guide:tick"] as const),
  ...(["integration:deploy", "member:write", "audit:read", "secret:reveal", "privacy:write"] as const),
];

/** Each once: a new permission is missing here until somebody has decided who has it. */
const everything = Object.keys({
  ...{ "tenant:read": 1, "connection:write": 1, "integration:write": 1, "integration:deploy": 1 },
  ...{ "secret:reveal": 1, "contact:read": 1, "contact:unmask": 1, "contact:transcripts": 1 },
  ...{ "issue:resolve": 1, "call:place": 1, "privacy:write": 1, "member:write": 1, "audit:read": 1 },
  ...{ "guide:tick": 1, "agent-page:use": 1 },
} satisfies Record<Permission, 1>) as Permission[];

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

  it("support reads contacts, and neither numbers in clear nor how the tenant is set up or who is in it", () => {
    const allowed = everything.filter((permission) => can("support", permission));
    expect(allowed.sort()).toEqual(
      [
        ...(["tenant:read", "contact:read", "contact:transcripts"] as const),
        ...(["issue:resolve", "call:place", "guide:tick"] as const),
      ].sort(),
    );
  });

  it("viewer sees how the tenant is set up, and no caller's data", () => {
    expect(everything.filter((permission) => can("viewer", permission))).toEqual(["tenant:read"]);
  });

  it("administrator and operator have every permission", () => {
    for (const permission of everything)
      for (const role of ["admin", "operator"] as const) expect(can(role, permission), permission).toBe(true);
  });
});
