import type { Cable } from "@/lib/blueprints/blueprint";
import type { TrailEvent } from "./event";

/** How a contact's trail tells of the cables in the picture of one kind of integration. */
export interface CableProofs {
  /** The ids of the picture's cables in the order of a call: what comes after a failure may not have been reached. */
  order: readonly Cable["id"][];
  /** Pure. Nothing for an event that tells of no cable. */
  tellsOf(event: TrailEvent): ToldCables;
  /** By a finding's code: where its cause lies, when its evidence does not show that by itself. */
  causes: Readonly<Record<string, Cable["id"]>>;
}

export interface ToldCables {
  /** The cable that the event's outcome belongs to. */
  own?: Cable["id"];
  /** Cables that were passed before that, however it came out. */
  passed?: readonly Cable["id"][];
}
