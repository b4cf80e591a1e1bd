import type { ControlPlaneTagFilter, StringCondition, TagCondition } from "@aws-sdk/client-connect";
import type { Tags } from "./connect-model";

/** Connect's text conditions ignore case, and match the beginning by default. */
export function matchesText(fields: Readonly<Record<string, string>>, condition: StringCondition): boolean {
  const value = (fields[(condition.FieldName ?? "name").toLowerCase()] ?? "").toLowerCase();
  const wanted = (condition.Value ?? "").toLowerCase();
  switch (condition.ComparisonType) {
    case "CONTAINS":
      return value.includes(wanted);
    case "EXACT":
      return value === wanted;
    case "STARTS_WITH":
    case undefined:
      return value.startsWith(wanted);
  }
  return false;
}

export function matchesTags(tags: Tags, filter: ControlPlaneTagFilter | undefined): boolean {
  if (filter === undefined) return true;
  const { OrConditions, AndConditions, TagCondition: single } = filter;
  return (
    (single === undefined || hasTag(tags, single)) &&
    (AndConditions === undefined || AndConditions.every((one) => hasTag(tags, one))) &&
    (OrConditions === undefined || OrConditions.some((all) => all.every((one) => hasTag(tags, one))))
  );
}

function hasTag(tags: Tags, { TagKey, TagValue }: TagCondition): boolean {
  return (
    TagKey !== undefined &&
    Object.hasOwn(tags, TagKey) &&
    (TagValue === undefined || tags[TagKey] === TagValue)
  );
}
