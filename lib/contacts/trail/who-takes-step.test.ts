import { expect, test } from "vitest";
import { whoTakesStep } from "./who-takes-step";

test("support is sent to an administrator for what support can't do, and to nobody when there is nothing to do", () => {
  expect(whoTakesStep("integration:deploy", "support")).toBe("administrator");
  expect(whoTakesStep("elsewhere", "support")).toBe("elsewhere");
  expect(whoTakesStep("nothing", "support")).toBe("reader");
  expect(whoTakesStep("guide:tick", "support")).toBe("reader");
});

test("an administrator and an operator take every step themselves", () => {
  for (const role of ["admin", "operator"] as const)
    for (const needs of ["integration:deploy", "connection:write", "secret:reveal", "elsewhere"] as const)
      expect(whoTakesStep(needs, role)).toBe("reader");
});
