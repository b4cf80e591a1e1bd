import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import { vendors } from "./registry";

/** Every kind of integration that there is. */
export function listBlueprints(): readonly AnyBlueprint[] {
  return vendors.flatMap(({ blueprints }) => blueprints);
}

/** undefined for a kind that does not exist, or no longer. */
export function findBlueprint(kind: string): AnyBlueprint | undefined {
  return listBlueprints().find((blueprint) => blueprint.kind === kind);
}
