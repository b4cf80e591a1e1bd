import type { Owner, Ownership } from "@/lib/deploy/resource";

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
export function tenantTags(installation: string, tenant: string): Record<string, string> {
  return { [installationTag]: installation, [tenantTag]: tenant };
}

/** The same as a list, as half of AWS's services write tags. */
export function tagListOf(owner: Owner): { Key: string; Value: string }[] {
  return Object.entries(tagsOf(owner)).map(([Key, Value]) => ({ Key, Value }));
}

export function ownershipOf(tags: Record<string, string | undefined> | undefined, owner: Owner): Ownership {
  const installation = tags?.[installationTag];
  const tenant = tags?.[tenantTag];
  const integration = tags?.[integrationTag];
  if (installation === undefined) return { kind: "untagged" };
  if (installation !== owner.installation) return { kind: "other-installation", owner: installation };
  if (tenant !== owner.tenant) return { kind: "other-tenant", owner: tenant ?? "" };
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
