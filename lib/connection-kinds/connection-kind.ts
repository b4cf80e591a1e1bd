import type { z } from "zod";
import type { ConnectionForm } from "@/lib/forms/connection-field";
import type { TenantId } from "@/lib/kernel/ids";

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
  /** It was refused, and the connection works without it: with `unproven`, so that the connection doesn't fail. */
  isMissing?: true;
}

export interface ProbeReport {
  /** failed when any check failed, else proven when any was, else unproven. */
  state: "proven" | "unproven" | "failed";
  checks: Check[];
}

/** What is known of a connection without asking it, for everybody who may see the tenant. Never a secret. */
export interface Fact {
  label: string;
  value: string;
  /** An id or an address: compared letter by letter. */
  mono?: true;
  /** How a list says it in the connection's one line; not there when absent. */
  inLine?: string;
}

/** Settings as a form sent them or a row holds them: not checked. */
export type RawSettings = Record<string, unknown>;

/** Everything there is to know about one kind of connection, in one file. */
export interface ConnectionKind<Settings extends object> {
  kind: string;
  title: string;
  settings: z.ZodType<Settings>;
  /** Names of the secrets that these settings need, complete or not; write-only on every screen. */
  secretFields(settings: Partial<Settings>): readonly string[];
  /** Names of those that may be left out. */
  optionalSecretFields?(settings: Partial<Settings>): readonly string[];
  /**
   * A setting and the secret that belongs to it: both or neither. Another setting has the secret entered again, and without
   * the setting none is kept.
   */
  pairs?: readonly { setting: string; secret: string }[];
  form: ConnectionForm;
  facts(settings: Settings): readonly Fact[];
  /** Set by the console alone: from what the account or the sandbox said, never from what a form claims. */
  ownFields: readonly string[];
  /** Whether the stored ones still hold with what a form sent. They always do when absent. */
  keepsOwnFields?(given: RawSettings, stored: RawSettings): boolean;
  /** Puts in what a form cannot say of itself; `tenant` is what the console knows. */
  complete?(given: RawSettings, stored: RawSettings, tenant: { externalId: string }): RawSettings;
  /**
   * What tells one account at one host from another. A stored secret stays while these values do: with another id it is not
   * that one's secret, and to another host it would be sent to somebody whom nobody meant it for.
   */
  secretBelongsTo(settings: RawSettings): readonly unknown[];
  /** Calls the other side. Every call has a time-out; a failure is a check, never a throw. */
  probe(
    settings: Settings,
    secrets: Record<string, string>,
    owner: { tenantId: TenantId },
  ): Promise<ProbeReport>;
}

export type AnyConnectionKind = ConnectionKind<object>;

export function defineConnectionKind<Settings extends object>(
  kind: ConnectionKind<Settings>,
): ConnectionKind<Settings> {
  return kind;
}

/** Every secret that these settings can have: the needed ones first. */
export function allSecretFields<Settings extends object>(
  kind: Pick<ConnectionKind<Settings>, "secretFields" | "optionalSecretFields">,
  settings: Partial<Settings>,
): readonly string[] {
  return [...kind.secretFields(settings), ...(kind.optionalSecretFields?.(settings) ?? [])];
}

export function reportOf(checks: Check[]): ProbeReport {
  const has = (state: CheckState) => checks.some((check) => check.state === state);
  return { state: has("failed") ? "failed" : has("proven") ? "proven" : "unproven", checks };
}
