import { describe, expect, test } from "vitest";
import type { PlanStep } from "@/lib/engine/plan-step";
import { countActions, usualSeconds } from "./plan-actions";

function step(id: string, more: Partial<PlanStep> = {}): PlanStep {
  return {
    id,
    logicalId: id,
    action: "create",
    type: "log-group",
    title: "Log group",
    name: id,
    summary: "",
    differences: [],
    dependsOn: [],
    expects: "",
    ledgerRows: [],
    usualSeconds: 2,
    ...more,
  };
}

describe("a plan at a glance", () => {
  test("counts each action once, what stands in the way first and what stays last", () => {
    const steps = [step("a"), step("b", { action: "keep" }), step("c", { action: "conflict" }), step("d")];
    expect(countActions(steps)).toEqual([
      { action: "conflict", count: 1 },
      { action: "create", count: 2 },
      { action: "keep", count: 1 },
    ]);
  });

  test("takes as long as its longest chain, in which what stays costs nothing", () => {
    const steps = [
      step("role", { usualSeconds: 8 }),
      step("function", { usualSeconds: 3, dependsOn: ["role"] }),
      step("table", { usualSeconds: 9, action: "keep" }),
      step("flow", { usualSeconds: 2, dependsOn: ["function", "table"] }),
    ];
    expect(usualSeconds(steps)).toBe(13);
  });

  test("ends even when steps wait for each other in a circle", () => {
    expect(usualSeconds([step("a", { dependsOn: ["b"] }), step("b", { dependsOn: ["a"] })])).toBeGreaterThan(
      0,
    );
  });

  test("takes no time for what isn't done", () => {
    const idle = [step("a", { action: "conflict" }), step("b", { action: "keep" })];
    expect(usualSeconds(idle)).toBe(0);
  });
});
