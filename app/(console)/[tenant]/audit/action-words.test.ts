import { expect, it } from "vitest";
import { auditKinds, readFilter, sayAction, sayFilter } from "./action-words";

it("says what was done", () => {
  expect(sayAction("deployment:approve")).toBe("Approved a plan");
  expect(sayFilter("deployment:")).toBe("Deployments");
});

it("shows an action of another version by its code", () => {
  for (const code of ["flow:rename", "constructor", "toString", ""]) expect(sayAction(code)).toBe(code);
});

it("filters by known kinds alone", () => {
  expect(auditKinds[0]).toEqual({ kind: "deployment", label: "Deployments" });
  expect(readFilter("flow:rename")).toBe("flow:rename");
  expect(readFilter("constructor:any")).toBeUndefined();
});
