import { resourceTypes as awsResourceTypes } from "@/lib/engine/registry";
import type { AnyResourceType } from "@/lib/engine/resolve-props";
import { ProblemError } from "@/lib/kernel/result";
import { vendors } from "./registry";

/** AWS's, and those that live in vendors' accounts. */
export function listResourceTypes(): readonly AnyResourceType[] {
  return [...awsResourceTypes, ...vendors.flatMap(({ resourceTypes = [] }) => resourceTypes)];
}

/** Those of which an integration can have things: AWS's only with an AWS account, a vendor's only with its connection. */
export function resourceTypesWithin(place: {
  hasAws: boolean;
  vendorKinds: readonly string[];
}): readonly AnyResourceType[] {
  return [
    ...(place.hasAws ? awsResourceTypes : []),
    ...vendors
      .filter(({ connection }) => place.vendorKinds.includes(connection.kind))
      .flatMap(({ resourceTypes = [] }) => resourceTypes),
  ];
}

/** Throws the Problem `resource-type-unknown`. */
export function findResourceType(key: string): AnyResourceType {
  const found = listResourceTypes().find(({ type }) => type === key);
  if (found === undefined) {
    throw new ProblemError({
      code: "resource-type-unknown",
      sentence: `Unknown resource type "${key}". Nothing was changed.`,
      wayOut: "The deployment was created by a newer version of Patchbay. Use that version.",
    });
  }
  return found;
}
