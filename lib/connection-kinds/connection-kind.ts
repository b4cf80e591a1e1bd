import type { z } from "zod";

/** proven: it was done and worked. simulated: IAM says it would. unproven: cannot be tried. failed: was tried and did not. */
export type CheckState = "proven" | "simulated" | "unproven" | "failed";

export interface Check {
  id: string;
  title: string;
  state: CheckState;
  /** What was seen, or the other side's words. Never a secret. */
  detail: string;
  /** The IAM action that is not allowed: "logs:FilterLogEvents". */
  missingAction?: string;
}

export interface ProbeReport {
  /** failed when any check failed, else proven when any was, else unproven. */
  state: "proven" | "unproven" | "failed";
  checks: Check[];
}

/** Everything there is to know about one kind of connection, in one file. */
export interface ConnectionKind<Settings extends object> {
  kind: string;
  title: string;
  settings: z.ZodType<Settings>;
  /** Names of the secrets that these settings need; write-only on every screen. */
  secretFields(settings: Settings): readonly string[];
  /** Calls the other side. Every call has a time-out; a failure is a check, never a throw. */
  probe(
    settings: Settings,
    secrets: Record<string, string>,
    owner: { tenantId: string },
  ): Promise<ProbeReport>;
}

export type AnyConnectionKind = ConnectionKind<object>;

export function defineConnectionKind<Settings extends object>(
  kind: ConnectionKind<Settings>,
): ConnectionKind<Settings> {
  return kind;
}

export function reportOf(checks: Check[]): ProbeReport {
  const has = (state: CheckState) => checks.some((check) => check.state === state);
  return { state: has("failed") ? "failed" : has("proven") ? "proven" : "unproven", checks };
}
