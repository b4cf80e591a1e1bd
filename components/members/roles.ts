import type { TenantRole } from "@/lib/access/auth/permissions";
import type { Role } from "@/prisma/generated/enums";

/** What each role is called, and what it means for who gets it. */
export const roleOptions: readonly { value: Role; label: string; note: string }[] = [
  {
    value: "admin",
    label: "Administrator",
    note: "Connects, deploys, invites; opens contacts, the audit and the secrets that the console made.",
  },
  {
    value: "support",
    label: "Support",
    note: "Opens contacts and their trails, places test calls, ticks the guide. Changes no wiring.",
  },
  {
    value: "viewer",
    label: "Viewer",
    note: "Sees how things are wired and whether they work. Sees no caller's data.",
  },
];

export function sayRole(role: TenantRole): string {
  return roleOptions.find(({ value }) => value === role)?.label ?? "Operator";
}
