import type { Owner, Ownership } from "@/lib/deploy/resource";

const installationTag = "patchbay:installation";
const tenantTag = "patchbay:tenant";
const integrationTag = "patchbay:integration";

/** The tags that everything we make carries. */
export function tagsOf(owner: Owner): Record<string, string> {
  return {
    [installationTag]: owner.installation,
    [tenantTag]: owner.tenant,
    [integrationTag]: owner.integration,
  };
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
  if (integration !== owner.integration) return { kind: "other-integration", owner: integration ?? "" };
  return { kind: "ours" };
}

export function ownershipOfList(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
  owner: Owner,
): Ownership {
  return ownershipOf(Object.fromEntries((tags ?? []).map((tag) => [tag.Key ?? "", tag.Value])), owner);
}
