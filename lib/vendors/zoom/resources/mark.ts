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

/** A description that is surely taken (docs/unverified.md). A longer one would be refused in the middle of a deployment. */
const maxDescription = 200;

/** Somebody's own words stay, as far as there is room for them. */
export function addMark(description: string, owner: Owner): string {
  const line = formatMark(owner);
  const cut = description.slice(0, Math.max(0, maxDescription - line.length - 1));
  // Half of a character is no text that everybody takes.
  const words = cut.replace(/[\ud800-\udbff]$/, "").trim();
  return words === "" ? line : `${words}\n${line}`;
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
