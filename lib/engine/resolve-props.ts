import { ProblemError } from "@/lib/kernel/result";
import { type Lookups, resolveReferences } from "./references";
import type { DesiredResource, ResourceType } from "./resource";

/** A resource type whose own props are forgotten: what the registry holds. */
export type AnyResourceType = ResourceType<object>;
export type FindType = (key: string) => AnyResourceType;

export interface ResolvedResource {
  type: AnyResourceType;
  props: object;
  secretPaths: ReadonlySet<string>;
  /** Paths of values that only the deployment will make. */
  unknownPaths: readonly string[];
}

/** Props of a desired resource with its references put in, checked against the type's schema. */
export function resolveProps(
  resource: DesiredResource,
  findType: FindType,
  lookups: Lookups,
): ResolvedResource {
  const type = findType(resource.type);
  const resolved = resolveReferences(resource.props, lookups);
  const parsed = type.props.safeParse(resolved.props);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.map(String).join(".")).join(", ");
    throw new ProblemError({
      code: "resource-settings-invalid",
      sentence: `${type.title} "${resource.logicalId}" can't be created with these settings (${where}). Nothing was changed.`,
      wayOut: "Correct the integration's settings, then create a new plan.",
    });
  }
  const secretPaths = new Set([...resolved.secretPaths, ...(type.secretPaths?.(parsed.data) ?? [])]);
  return { type, props: parsed.data, secretPaths, unknownPaths: resolved.unknownPaths };
}
