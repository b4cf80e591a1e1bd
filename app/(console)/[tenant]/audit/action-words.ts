import type { AuditAction, AuditKind } from "@/lib/access/audit/audit-action";
import { auditKindOf } from "@/lib/access/audit/list-audit";

const kindLabels: Record<AuditKind, string> = {
  deployment: "Deployments",
  plan: "Plans",
  integration: "Integrations",
  bypass: "Bypasses",
  flow: "Flows",
  connection: "Connections",
  contact: "Contacts",
  issue: "Issues",
  call: "Test calls",
  "agent-page": "Agent page",
  secret: "Secrets",
  guide: "Guide",
  privacy: "Privacy",
  member: "Members",
  invitation: "Invitations",
  session: "Sign-ins",
  password: "Passwords",
  "second-factor": "Two-step authentication",
  tenant: "Tenant",
};

/** Kinds of events to filter by, in the order of their weight. */
export const auditKinds = Object.entries(kindLabels).map(([kind, label]) => ({ kind, label }));

const words: Record<AuditAction, string> = {
  "agent-page:log": "Attached a softphone log to a contact",
  "agent-page:token": "Opened the panel for a contact on the agent page",
  "bypass:off": "Turned off the bypass",
  "bypass:on": "Turned on the bypass",
  "call:place": "Placed a test call",
  "connection:probe": "Tested a connection",
  "connection:remove": "Removed a connection",
  "connection:save": "Saved a connection",
  "contact:note": "Added a note to a contact",
  "contact:note-remove": "Deleted a note from a contact",
  "contact:export": "Exported a list of contacts",
  "contact:open": "Opened a contact",
  "contact:search-id": "Searched for a contact from Fleet",
  "contact:search-number": "Searched for a caller's number",
  "contact:unmask": "Revealed a contact's numbers and transcripts",
  "contact:unmask-transcripts": "Revealed a contact's transcripts",
  "deployment:approve": "Approved a plan",
  "deployment:end": "Deployment ended",
  "deployment:leave": "Left a resource in the account",
  "deployment:retry": "Continued or retried a deployment",
  "deployment:stop": "Stopped a deployment",
  "flow:publish": "Published a flow",
  "flow:save-draft": "Saved a flow's draft",
  "guide:check": "Checked a guide at the vendor",
  "guide:do": "Did a guide step at the vendor",
  "guide:plan-publication": "Planned a publication at the vendor",
  "guide:publish": "Approved a publication at the vendor",
  "guide:publish-end": "Publication at the vendor ended",
  "guide:tick": "Checked off a guide step",
  "integration:create": "Created an integration",
  "integration:forget": "Deleted an integration",
  "integration:settings": "Changed an integration's settings",
  "invitation:accept": "Accepted an invitation",
  "invitation:create": "Invited a member",
  "invitation:revoke": "Revoked an invitation",
  "issue:note": "Added a note to an issue",
  "issue:note-remove": "Deleted a note from an issue",
  "issue:reopen": "Reopened an issue",
  "issue:resolve": "Resolved an issue",
  "member:disable": "Disabled an account",
  "member:enable": "Enabled an account",
  "member:remove": "Removed a member",
  "member:reset-link": "Created a password reset link",
  "member:reset-second-factor": "Reset two-step authentication",
  "member:role": "Changed a member's role",
  "password:change": "Changed a password",
  "password:reset": "Reset a password",
  "password:reset-mail": "Requested a password reset by email",
  "plan:make": "Created a plan",
  "privacy:keys": "Changed the privacy settings",
  "privacy:transcripts": "Changed who can see transcripts",
  "second-factor:codes": "Created new recovery codes",
  "second-factor:off": "Turned off two-step authentication",
  "second-factor:on": "Turned on two-step authentication",
  "secret:drop": "Revoked a previous token",
  "secret:reveal": "Viewed a secret",
  "secret:rotate": "Rotated a token",
  "session:confirm": "Confirmed identity",
  "session:confirm-failed": "Failed to confirm identity",
  "session:sign-in": "Signed in",
  "session:sign-in-failed": "Failed to sign in",
  "session:sign-out": "Signed out",
  "tenant:allow-one-factor": "Made two-step authentication optional",
  "tenant:require-second-factor": "Required two-step authentication",
  "tenant:create": "Created the tenant",
  "tenant:rename": "Renamed the tenant",
  "tenant:archive": "Archived the tenant",
  "tenant:restore": "Restored the tenant",
};

/** An action as a sentence; one that another version recorded is shown by its code. */
export function sayAction(action: string): string {
  return isAuditAction(action) ? words[action] : action;
}

function isAuditAction(action: string): action is AuditAction {
  return Object.hasOwn(words, action);
}

/** What a filter shows: a whole kind ("contact:"), or one action. */
export function sayFilter(filter: string): string {
  const kind = auditKinds.find((each) => filter === `${each.kind}:`);
  return kind?.label ?? sayAction(filter);
}

/** A filter from an address: known kinds and well-formed actions; anything else is none. */
export function parseFilter(text: string | undefined): string | undefined {
  if (!text || !/^[a-z-]+:[a-z-]*$/.test(text)) return undefined;
  return auditKinds.some(({ kind }) => kind === auditKindOf(text)) ? text : undefined;
}
