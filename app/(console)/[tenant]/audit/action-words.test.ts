import { expect, it } from "vitest";
import { auditKinds, parseFilter, sayAction, sayFilter } from "./action-words";

it("says what was done", () => {
  expect(sayAction("deployment:approve")).toBe("Approved a plan");
  expect(sayFilter("deployment:")).toBe("Deployments");
});

it("shows an action from another version by its code", () => {
  for (const code of ["flow:rename", "constructor", "toString", ""]) expect(sayAction(code)).toBe(code);
});

it("filters only by known kinds", () => {
  expect(auditKinds[0]).toEqual({ kind: "deployment", label: "Deployments" });
  expect(parseFilter("flow:rename")).toBe("flow:rename");
  expect(parseFilter("constructor:any")).toBeUndefined();
});
