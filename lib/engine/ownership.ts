import type { TenantId } from "@/lib/kernel/ids";
import type { Ownership } from "./observed";
import type { Owner } from "./resource";

const installationTag = "patchbay:installation";
const tenantTag = "patchbay:tenant";
const integrationTag = "patchbay:integration";
const resourceTag = "patchbay:resource";
const stepTag = "patchbay:step";

/** The tags that everything we make carries. */
export function tagsOf(owner: Owner): Record<string, string> {
  return {
    [installationTag]: owner.installation,
    [tenantTag]: owner.tenant,
    [integrationTag]: owner.integration,
    ...(owner.resource === undefined ? {} : { [resourceTag]: owner.resource }),
    ...(owner.step === undefined ? {} : { [stepTag]: owner.step }),
  };
}

/** The logical id of what a thing is for; undefined for one of ours from before we wrote that down. */
export function resourceTagOf(tags: Readonly<Record<string, string | undefined>>): string | undefined {
  return tags[resourceTag];
}

/** The deployment's step that made a thing. */
export function stepTagOf(tags: Readonly<Record<string, string | undefined>>): string | undefined {
  return tags[stepTag];
}

export function tagsOfList(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Record<string, string | undefined> {
  return Object.fromEntries((tags ?? []).map((tag) => [tag.Key ?? "", tag.Value]));
}

/** What a tenant makes outside any integration: a flow of the flow library. */
export function tenantTags(installation: string, tenant: TenantId): Record<string, string> {
  return { [installationTag]: installation, [tenantTag]: tenant };
}

/** The same as a list, as half of AWS's services write tags. */
export function tagListOf(owner: Owner): { Key: string; Value: string }[] {
  return Object.entries(tagsOf(owner)).map(([Key, Value]) => ({ Key, Value }));
}

/**
 * Whose a thing is by its tags, when it is neither this tenant's nor nobody's. Plans ask it through `ownershipOf`, and whatever
 * takes an id from outside our database through `refuseForeign`: what one of them leaves alone, so does the other.
 */
export function strangerOf(
  tags: Readonly<Record<string, string | undefined>> | undefined,
  { installation, tenant }: Pick<Owner, "installation" | "tenant">,
): Ownership | undefined {
  const given = tags?.[installationTag];
  if (given === undefined) return undefined;
  if (given !== installation) return { kind: "other-installation", owner: given };
  const theirs = tags?.[tenantTag] ?? "";
  return theirs === tenant ? undefined : { kind: "other-tenant", owner: theirs };
}

export function ownershipOf(tags: Record<string, string | undefined> | undefined, owner: Owner): Ownership {
  const integration = tags?.[integrationTag];
  if (tags?.[installationTag] === undefined) return { kind: "untagged" };
  const stranger = strangerOf(tags, owner);
  if (stranger !== undefined) return stranger;
  // A flow of the flow library: the tenant's, and no integration's yet.
  if (integration === undefined) return { kind: "untagged" };
  if (integration !== owner.integration) return { kind: "other-integration", owner: integration };
  return { kind: "ours" };
}

export function ownershipOfList(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
  owner: Owner,
): Ownership {
  return ownershipOf(tagsOfList(tags), owner);
}
