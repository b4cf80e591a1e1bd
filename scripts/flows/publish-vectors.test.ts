import { describe, expect, it } from "vitest";
import { checkFlow } from "@/lib/flows/check-flow";
import { readFlowFile } from "@/lib/flows/read-flow-file";
import { publishVectors } from "./publish-vectors";
import type { PublishVector } from "./vector-builder";

/** "refused" when the console's checks call something bad. */
function consoleSays({ flow, kind }: PublishVector): string {
  const file = readFlowFile(JSON.stringify(flow));
  if (!file.ok) return file.problem.code;
  return checkFlow(file.value, { kind }).some(({ severity }) => severity === "bad") ? "refused" : "accepted";
}

describe("the console's checks", () => {
  it.each(publishVectors.map((vector) => [vector.expect, vector.name, vector] as const))(
    "say %s of %s",
    (expected, _name, vector) => {
      expect(consoleSays(vector)).toBe(expected);
    },
  );
});
