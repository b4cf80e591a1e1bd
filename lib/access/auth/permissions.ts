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
  | "call:place"
  // Which members of posted metadata are masked.
  | "privacy:write"
  | "member:write"
  | "audit:read"
  | "guide:tick";

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
    "call:place",
    "privacy:write",
    "member:write",
    "audit:read",
    "guide:tick",
  ],
  support: ["tenant:read", "contact:read", "call:place", "guide:tick"],
  // Sees how integrations are set up and whether they work; no caller data.
  viewer: ["tenant:read"],
};

/**
 * An operator sets customers up and helps them, so has an administrator's permissions in each tenant, audited by name.
 */
export function can(role: TenantRole, permission: Permission): boolean {
  return permissionsOf[role === "operator" ? "admin" : role].includes(permission);
}
