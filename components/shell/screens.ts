import type { Permission } from "@/lib/access/auth/permissions";

/** The screens of a tenant, in the order of the side bar and the palette. */
export interface ScreenEntry {
  path: string;
  label: string;
  /** "palette": only there. */
  group: "work" | "tenant" | "palette";
  permission: Permission;
  /** Further words to find it by. */
  words: string;
}

const screens: readonly ScreenEntry[] = [
  {
    path: "overview",
    label: "Overview",
    group: "work",
    permission: "tenant:read",
    words: "patch bay picture health",
  },
  {
    path: "integrations",
    label: "Integrations",
    group: "work",
    permission: "tenant:read",
    words: "plan deploy guide",
  },
  {
    path: "contacts",
    label: "Contacts",
    group: "work",
    permission: "contact:read",
    words: "trail calls search id",
  },
  {
    path: "issues",
    label: "Issues",
    group: "work",
    permission: "tenant:read",
    words: "findings errors faults regressed resolved grouped",
  },
  {
    path: "flows",
    label: "Flows",
    group: "work",
    permission: "tenant:read",
    words: "graph blocks import export versions compare",
  },
  {
    path: "flows/import",
    label: "Import a flow",
    group: "palette",
    permission: "integration:write",
    words: "upload paste file json remap",
  },
  {
    path: "connections",
    label: "Connections",
    group: "work",
    permission: "tenant:read",
    words: "aws account vendor keys role",
  },
  {
    path: "agent",
    label: "Agent page",
    group: "palette",
    permission: "agent-page:use",
    words: "softphone ccp contact control panel widget",
  },
  {
    path: "members",
    label: "Members",
    group: "tenant",
    permission: "tenant:read",
    words: "invite people roles",
  },
  {
    path: "privacy",
    label: "Privacy",
    group: "tenant",
    permission: "privacy:write",
    words: "masking keys personal data hide",
  },
  { path: "audit", label: "Audit log", group: "tenant", permission: "audit:read", words: "who did what" },
];

/** `vendors`: by their names, too, people find where integrations and their connections are. */
export function listScreens(vendors: readonly string[]): ScreenEntry[] {
  const named = ["integrations", "connections"];
  return screens.map((screen) =>
    named.includes(screen.path) ? { ...screen, words: [screen.words, ...vendors].join(" ") } : screen,
  );
}
