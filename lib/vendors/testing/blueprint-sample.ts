import fc from "fast-check";
import type { Blueprint, BlueprintInput } from "@/lib/blueprints/blueprint";
import type { DesiredResource } from "@/lib/engine/resource";

/** A blueprint with inputs to try it on, its settings' type forgotten. */
export interface BlueprintSample {
  kind: string;
  /** Tries a property of it on any input that its settings allow. */
  check(property: (blueprint: Blueprint<object>, input: BlueprintInput<object>) => void): void;
  /** What it wants of an account with its usual settings. */
  desires(prefix?: string): DesiredResource[];
  /** By how calls come in: through numbers of its own, and through a flow of the tenant's. */
  pictures: readonly { entry: string; picture: ReturnType<Blueprint<object>["picture"]> }[];
  /** What a deployment leaves behind that the guide shows. */
  outputs: BlueprintInput<object>["outputs"];
  /** Settings with everything optional set, so that each shows. */
  whole: object;
  /** Paths of settings that have no effect in this kind: its form leaves them out. */
  notInForm: readonly string[];
}

interface SampleParts<Settings extends object> {
  blueprint: Blueprint<Settings>;
  sampleInput(
    settings?: { entry: { kind: "own-flow" } },
    more?: { prefix: string },
  ): BlueprintInput<Settings>;
  arbitraryInput: fc.Arbitrary<BlueprintInput<Settings>>;
  outputs: BlueprintInput<object>["outputs"];
  whole: Settings;
  notInForm?: readonly string[];
}

export function blueprintSample<Settings extends object>({
  blueprint,
  sampleInput,
  arbitraryInput,
  outputs,
  whole,
  notInForm = [],
}: SampleParts<Settings>): BlueprintSample {
  const { kind } = blueprint;
  return {
    kind,
    check: (property) =>
      fc.assert(
        fc.property(arbitraryInput, (input) => property(blueprint as Blueprint<object>, input)),
        { numRuns: 25 },
      ),
    desires: (prefix = "") => blueprint.desired(sampleInput(undefined, { prefix })),
    pictures: [
      { entry: "numbers", picture: blueprint.picture(sampleInput()) },
      { entry: "own flow", picture: blueprint.picture(sampleInput({ entry: { kind: "own-flow" } })) },
    ],
    outputs,
    whole,
    notInForm,
  };
}
