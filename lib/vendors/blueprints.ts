import type { Blueprint } from "@/lib/blueprints/blueprint";
import { asapp } from "./asapp/blueprint";
import { koreVoice } from "./kore/kore-voice";

/** A blueprint whose own settings are forgotten: `settings.parse` gives them back before anything else is asked of it. */
export type AnyBlueprint = Blueprint<object>;

/** Every kind of integration there is: one file and one line each. */
const BLUEPRINTS: readonly AnyBlueprint[] = [koreVoice, asapp];

export function listBlueprints(): readonly AnyBlueprint[] {
  return BLUEPRINTS;
}

/** undefined for a kind that does not exist, or no longer. */
export function findBlueprint(kind: string): AnyBlueprint | undefined {
  return BLUEPRINTS.find((blueprint) => blueprint.kind === kind);
}
