import { asIntegrationId, type IntegrationId, parseIntegrationId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import type { Finding } from "@/lib/trail/event";

/** An issue is one finding in the calls of one integration. */
export interface IssueKey {
  /** `noIntegration`: the calls went through none. */
  integrationId: IntegrationId;
  /** Of the finding. */
  code: string;
}

/** In the place of an integration's id. */
export const noIntegration = asIntegrationId("00000000-0000-0000-0000-000000000000");

/** What somebody said of an issue: that it is fixed, by what, and since when. */
export interface Resolution {
  /** undefined: it was fixed outside Patchbay. */
  deploymentId: string | undefined;
  fixedAt: Date;
  resolvedAt: Date;
  resolvedByName: string;
}

/** `regressed`: a call that began after the fix shows it again. */
export type IssueState =
  | { kind: "open" }
  | { kind: "resolved"; resolution: Resolution }
  | { kind: "regressed"; resolution: Resolution; contactsSince: number };

/** Counted over the findings that are stored: those of the last 30 days. */
export interface Issue extends IssueKey {
  /** Of its worst call; undefined when that wasn't stored. */
  severity: Finding["severity"] | undefined;
  contacts: number;
  /** Of these, calls that began in the last 24 hours. */
  contactsLastDay: number;
  /** When the first and the last of the calls began. */
  firstAt: Date;
  lastAt: Date;
  state: IssueState;
}

const none = "none";

/** The part of an issue's address behind "issues/". */
export function pathOfIssue({ integrationId, code }: IssueKey): string {
  return `${integrationId === noIntegration ? none : integrationId}/${encodeURIComponent(code)}`;
}

/** undefined: the address isn't one of an issue. */
export function parseIssueKey(integration: string, code: string): IssueKey | undefined {
  if (!/^[a-z0-9-]{1,80}$/.test(code)) return undefined;
  if (integration === none) return { integrationId: noIntegration, code };
  const integrationId = parseIntegrationId(integration);
  return integrationId && integrationId !== noIntegration ? { integrationId, code } : undefined;
}

/** One text for a key, for maps. */
export function nameIssueKey({ integrationId, code }: IssueKey): string {
  return `${integrationId} ${code}`;
}

/** For whoever changes an issue that there isn't, or that is gone with its findings. */
export const issueGone: Problem = {
  code: "issue-gone",
  sentence: "No stored call has this finding anymore. Nothing was changed.",
  wayOut: "Reload the list of issues.",
};
