import { auditKindOf } from "@/lib/access/audit/list-audit";

/** Kinds of events to filter by, in the order of their weight. */
export const auditKinds: readonly { kind: string; label: string }[] = [
  { kind: "deployment", label: "Deployments" },
  { kind: "plan", label: "Plans" },
  { kind: "integration", label: "Integrations" },
  { kind: "bypass", label: "Bypasses" },
  { kind: "flow", label: "Flows" },
  { kind: "connection", label: "Connections" },
  { kind: "contact", label: "Contacts" },
  { kind: "call", label: "Test calls" },
  { kind: "secret", label: "Secrets" },
  { kind: "guide", label: "Guide" },
  { kind: "privacy", label: "Privacy" },
  { kind: "member", label: "Members" },
  { kind: "invitation", label: "Invitations" },
  { kind: "session", label: "Sign-ins" },
  { kind: "password", label: "Passwords" },
  { kind: "second-factor", label: "Two-step authentication" },
  { kind: "tenant", label: "Tenant" },
];

const words: Record<string, string> = {
  "bypass:off": "Turned the bypass off",
  "bypass:on": "Turned the bypass on",
  "call:place": "Placed a test call",
  "connection:probe": "Proved a connection",
  "connection:remove": "Removed a connection",
  "connection:save": "Saved a connection",
  "contact:note": "Pinned a note to a contact",
  "contact:note-remove": "Removed a contact's note",
  "contact:export": "Exported a list of contacts",
  "contact:open": "Opened a contact",
  "contact:search-number": "Searched for a caller's number",
  "contact:unmask": "Showed a contact's numbers and transcripts",
  "deployment:approve": "Approved a plan",
  "deployment:end": "A deployment ended",
  "deployment:leave": "Left something in the account",
  "deployment:retry": "Continued or retried a deployment",
  "deployment:stop": "Stopped a deployment",
  "flow:publish": "Published a flow",
  "flow:save-draft": "Saved a flow's draft",
  "guide:tick": "Ticked the guide",
  "integration:create": "Made an integration",
  "integration:forget": "Took an integration out",
  "integration:settings": "Changed an integration's settings",
  "invitation:accept": "Accepted an invitation",
  "invitation:create": "Invited somebody",
  "invitation:revoke": "Took an invitation back",
  "member:disable": "Disabled an account",
  "member:enable": "Enabled an account",
  "member:remove": "Removed a member",
  "member:reset-link": "Created a password reset link",
  "member:reset-second-factor": "Reset two-step authentication",
  "member:role": "Changed a member's role",
  "password:change": "Changed a password",
  "password:reset": "Reset a password",
  "password:reset-mail": "Requested a password reset by email",
  "plan:make": "Made a plan",
  "privacy:keys": "Changed which keys are masked",
  "second-factor:codes": "Created new recovery codes",
  "second-factor:off": "Turned off two-step authentication",
  "second-factor:on": "Turned on two-step authentication",
  "secret:drop": "Ended a previous token",
  "secret:reveal": "Looked at a secret",
  "secret:rotate": "Made a new token",
  "session:confirm": "Confirmed identity",
  "session:confirm-failed": "Failed to confirm identity",
  "session:sign-in": "Signed in",
  "session:sign-in-failed": "Failed to sign in",
  "session:sign-out": "Signed out",
  "tenant:allow-one-factor": "Made two-step authentication optional",
  "tenant:require-second-factor": "Required two-step authentication",
  "tenant:create": "Made the tenant",
};

/** An action as a sentence; one that is new here is shown as it was written. */
export function sayAction(action: string): string {
  return words[action] ?? action;
}

/** What a filter shows: a whole kind ("contact:"), or one action. */
export function sayFilter(filter: string): string {
  const kind = auditKinds.find((each) => filter === `${each.kind}:`);
  return kind?.label ?? sayAction(filter);
}

/** A filter from an address: known kinds and well-formed actions; anything else is none. */
export function readFilter(text: string | undefined): string | undefined {
  if (!text || !/^[a-z-]+:[a-z-]*$/.test(text)) return undefined;
  return auditKinds.some(({ kind }) => kind === auditKindOf(text)) ? text : undefined;
}
