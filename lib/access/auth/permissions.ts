import type { Role } from "@/prisma/generated/enums";

/** What someone can do in one tenant. Pages and actions check permissions, never roles. */
export type Permission =
  | "tenant:read"
  | "connection:write"
  | "integration:write"
  | "integration:deploy"
  | "secret:reveal"
  | "contact:read"
  // Unmasked phone numbers and transcripts; each time is recorded.
  | "contact:unmask"
  // Unmasked transcripts alone, where the tenant allows it (lib/privacy/privacy-choices.ts); each time is recorded.
  | "contact:transcripts"
  // Says that an issue is fixed, or that it is not.
  | "issue:resolve"
  | "call:place"
  // Which members of posted metadata are masked.
  | "privacy:write"
  | "member:write"
  | "audit:read"
  | "guide:tick"
  // The softphone page, with the vendor's panel for the contact in hand.
  | "agent-page:use";

/** A membership's role, or "operator": one who works over all tenants. */
export type TenantRole = Role | "operator";

const permissionsOf: Record<Role, readonly Permission[]> = {
  admin: [
    "tenant:read",
    "connection:write",
    "integration:write",
    "integration:deploy",
    "secret:reveal",
    "contact:read",
    "contact:unmask",
    "contact:transcripts",
    "issue:resolve",
    "call:place",
    "privacy:write",
    "member:write",
    "audit:read",
    "guide:tick",
    "agent-page:use",
  ],
  support: [
    "tenant:read",
    "contact:read",
    "contact:transcripts",
    "issue:resolve",
    "call:place",
    "guide:tick",
  ],
  // Sees how integrations are set up and whether they work; no caller data.
  viewer: ["tenant:read"],
  // Takes calls on a page of its own: everything else of the tenant isn't there for them.
  agent: ["agent-page:use"],
};

/**
 * An operator sets customers up and helps them, so has an administrator's permissions in each tenant, audited by name.
 */
export function can(role: TenantRole, permission: Permission): boolean {
  return permissionsOf[role === "operator" ? "admin" : role].includes(permission);
}

/** Whether a role sees the console at all. To the others nothing of it exists, as to a stranger. */
export function seesConsole(role: TenantRole): boolean {
  return can(role, "tenant:read");
}

/** Where somebody with this role begins in a tenant: a path under its address. */
export function homeOf(role: TenantRole): "overview" | "agent" {
  return seesConsole(role) ? "overview" : "agent";
}
