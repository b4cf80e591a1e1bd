import type { AnyBlueprint } from "@/lib/blueprints/blueprint";
import type { CableProofs } from "@/lib/trail/cable-proofs";
import type { GuideChecker } from "./guide-check";
import type { GuideDeed } from "./guide-deed";
import type { GuidePublication } from "./guide-publication";
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

/** What vendors' APIs can show of that kind's guide; several where several vendors take part. */
export function guideCheckersOf(kind: string): readonly GuideChecker[] {
  const needs = findBlueprint(kind)?.needs ?? [];
  return vendors.flatMap(({ guideChecks, guideChecksWhereNeeded, connection }) => [
    ...(guideChecks?.[kind] ? [guideChecks[kind]] : []),
    ...(guideChecksWhereNeeded && needs.includes(connection.kind) ? [guideChecksWhereNeeded] : []),
  ]);
}

/** Whether a connection of this kind lets its vendor's API show something of guides. */
export function showsGuides(connectionKind: string): boolean {
  return vendors.some(
    ({ connection, guideChecks, guideChecksWhereNeeded }) =>
      connection.kind === connectionKind &&
      (guideChecksWhereNeeded !== undefined || Object.keys(guideChecks ?? {}).length > 0),
  );
}

/** What Patchbay can do of a step; undefined where a person does it. */
export function findGuideDeed(kind: string, row: string): GuideDeed | undefined {
  const deeds = vendors.map(({ guideDeeds }) => guideDeeds?.[kind]).find((each) => each?.[row] !== undefined);
  return deeds?.[row];
}

/** What Patchbay can publish at a step; undefined where a person does it. */
export function findGuidePublication(kind: string, row: string): GuidePublication | undefined {
  return vendors
    .map(({ guidePublications }) => guidePublications?.[kind]?.[row])
    .find((each) => each !== undefined);
}
