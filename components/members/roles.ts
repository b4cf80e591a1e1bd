import type { TenantRole } from "@/lib/access/auth/permissions";
import type { Role } from "@/prisma/generated/enums";

/** Each role's name, and what it allows. */
export const roleOptions: readonly { value: Role; label: string; note: string }[] = [
  {
    value: "admin",
    label: "Administrator",
    note: "Connects, deploys, and invites. Can open contacts, the audit log, and secrets that Patchbay created.",
  },
  {
    value: "support",
    label: "Support",
    note: "Opens contacts and their trails, places test calls, and checks off guide steps. Can't change integrations.",
  },
  {
    value: "viewer",
    label: "Viewer",
    note: "Sees how integrations are set up and whether they work. Can't see callers' data.",
  },
  {
    value: "agent",
    label: "Agent",
    note: "Takes calls on the agent page, and sees nothing else of this tenant.",
  },
];

export function sayRole(role: TenantRole): string {
  return roleOptions.find(({ value }) => value === role)?.label ?? "Operator";
}
