/**
 * The rooms of lib, lowest first. A room imports only rooms that stand below it; rooms on one floor don't know each
 * other. What stands above the vendors may ask for all of them (lib/vendors/registry.ts); what stands below knows none.
 */
export const floors: readonly (readonly string[])[] = [
  ["kernel"],
  ["secrets", "mail"],
  ["health"],
  ["access"],
  ["aws", "net", "flows"],
  ["privacy", "hops", "forms"],
  ["engine"],
  ["flow-library", "blueprints", "connection-kinds", "jobs"],
  ["trail"],
  ["vendors"],
  ["onboarding"],
  ["connections"],
  ["deployments"],
  ["agent-page", "integrations", "hooks"],
  ["contacts"],
  ["calls", "watch", "backup"],
  ["worker"],
];

/** Parts of a room that stand on each other in the same way. */
export const innerFloors: Record<string, readonly (readonly string[])[]> = {
  flows: [["language"], ["edit"], ["check", "compare"]],
  access: [["tenant", "audit", "auth"]],
};

/** Folders whose children are neighbors that know nothing of each other. */
export const neighbours: readonly string[] = ["lib/vendors", "sandbox/vendors", "components/vendors"];
/** Children that their neighbors share. */
export const sharedChildren: readonly string[] = ["shared", "testing"];

/** What each top folder may import besides itself. Tests and folders named "testing" may import everything. */
export const mayImport: Record<string, readonly string[]> = {
  app: ["components", "lib", "prisma/generated"],
  components: ["lib", "prisma/generated"],
  // One reader of each wire format: a function that runs at the customer's can't import lib, so lib imports the
  // function's.
  lib: ["lambdas/shared", "prisma/generated"],
  lambdas: [],
  sandbox: [],
};
/** Single rooms that may import more. */
export const mayImportToo: Record<string, readonly string[]> = {
  "lib/backup": ["prisma"],
};
