import type { Ownership } from "@/lib/engine/observed";
import { ownershipOf, tagsOf } from "@/lib/engine/ownership";
import type { Owner } from "@/lib/engine/resource";
import { asIntegrationId, asTenantId } from "@/lib/kernel/ids";

/**
 * Zoom has no tags. What we create says whose it is in its description, which a list shows as well: one line that people can
 * read, with the ids in brackets. Taking the line away makes the thing nobody's.
 */
const mark = /Managed by Patchbay \[([\w-]{1,60}) ([\w-]{1,60}) ([\w-]{1,60})\]/;

/** Of the flow's or group's description. */
export function formatMark({ installation, tenant, integration }: Owner): string {
  return `Managed by Patchbay [${installation} ${tenant} ${integration}]`;
}

/** By the description of a thing in Zoom; what has no mark is nobody's. */
export function ownershipOfDescription(description: string, owner: Owner): Ownership {
  const [found, installation = "", tenant = "", integration = ""] = mark.exec(description) ?? [];
  if (found === undefined) return { kind: "untagged" };
  const tags = tagsOf({
    installation,
    tenant: asTenantId(tenant),
    integration: asIntegrationId(integration),
  });
  return ownershipOf(tags, owner);
}
