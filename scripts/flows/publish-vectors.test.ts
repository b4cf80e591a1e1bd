import { describe, expect, it } from "vitest";
import { checkFlow } from "@/lib/flows/check/check-flow";
import { parseFlowFile } from "@/lib/flows/language/parse-flow-file";
import { validateFlow } from "../../sandbox/services/connect/validate-flow";
import { publishVectors } from "./publish-vectors";
import type { PublishVector } from "./vector-builder";

/** "refused" when the console's checks call something bad. */
function consoleSays({ flow, kind }: PublishVector): string {
  const file = parseFlowFile(JSON.stringify(flow));
  if (!file.ok) return file.problem.code;
  return checkFlow(file.value, { kind }).some(({ severity }) => severity === "bad") ? "refused" : "accepted";
}

/** Every resource exists: only the rules are tried. */
function sandboxSays({ flow, kind }: PublishVector): string {
  return validateFlow(JSON.stringify(flow), () => true, kind).length > 0 ? "refused" : "accepted";
}

/** By the vector's name, why the two differ on purpose. */
const differentOnPurpose: Readonly<Record<string, string>> = {};

describe.each(publishVectors.map((vector) => [vector.expect, vector.name, vector] as const))(
  "publishing is %s: %s",
  (expected, name, vector) => {
    it("by the console's checks", () => {
      expect(consoleSays(vector)).toBe(expected);
    });

    it("by the sandbox", () => {
      const differs = Object.hasOwn(differentOnPurpose, name);
      expect(sandboxSays(vector) === expected).toBe(!differs);
    });
  },
);

it("has no vector behind a difference that is gone", () => {
  const names = publishVectors.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(differentOnPurpose)));
});
