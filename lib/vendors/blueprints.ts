import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import type { CableProofs } from "@/lib/trail/cable-proofs";
import { vendors } from "./registry";
import type { TestCalls } from "./test-calls";
import type { Vendor } from "./vendor";

/** Every kind of integration that there is. */
export function listBlueprints(): readonly AnyBlueprint[] {
  return vendors.flatMap(({ blueprints }) => blueprints);
}

/** undefined for a kind that does not exist, or no longer. */
export function findBlueprint(kind: string): AnyBlueprint | undefined {
  return listBlueprints().find((blueprint) => blueprint.kind === kind);
}

/** Whose kind of integration it is; undefined for one that does not exist, or no longer. */
export function vendorOfBlueprint(kind: string): Vendor | undefined {
  return vendors.find(({ blueprints }) => blueprints.some((blueprint) => blueprint.kind === kind));
}

/** undefined for a kind of integration that no simulated vendor can take a call of. */
export function testCallsOf(kind: string): TestCalls | undefined {
  return vendorOfBlueprint(kind)?.testCalls[kind];
}

/** How trails tell of the cables in that kind's picture; undefined for a kind that does not exist, or no longer. */
export function findCableProofs(kind: string): CableProofs | undefined {
  return vendors.map(({ cableProofs }) => cableProofs[kind]).find((proofs) => proofs !== undefined);
}
