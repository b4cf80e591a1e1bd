import type { FieldDifference } from "@/lib/kernel/field-difference";
import type { Problem } from "@/lib/kernel/result";
import type { Observed } from "./observed";
import type { OtherWishes } from "./opposed-wishes";
import type { Lookups } from "./references";
import type { FindType } from "./resolve-props";
import type { DesiredResource } from "./resource";

export type PlanAction = "create" | "update" | "replace" | "adopt" | "keep" | "delete" | "conflict";

export interface PlanStep {
  /** The desired resource's logicalId, "remove:<logicalId>", or "leftover:<type>:<physicalId>". */
  id: string;
  logicalId: string;
  action: PlanAction;
  type: string;
  title: string;
  name: string;
  summary: string;
  differences: FieldDifference[];
  /** A sentence, when the step starts a charge. */
  charge?: string;
  /** Ids of steps that come first. */
  dependsOn: string[];
  /** Keyed hash of what was seen; applying stops when it sees something else. */
  expects: string;
  /** For a conflict, why it stands in the way; for a new thing, what may keep it from being made. */
  problem?: Problem;
  ledgerRows: string[];
  usualSeconds: number;
}

/** What our own record says that an earlier deployment left, references unresolved. */
export interface RecordedResource {
  desired: DesiredResource;
  name: string;
  /** "" when a deployment meant to make it and never said that it was made. */
  physicalId: string;
  outputs: Record<string, string>;
  previous?: unknown;
  /** Of something shared: how many other integrations use it. */
  otherUses?: number;
}

export interface PlanInput {
  /** Empty when everything is to be removed. */
  desired: readonly DesiredResource[];
  recorded: readonly RecordedResource[];
  /** In the account with this integration's tags, and on nobody's record. */
  leftovers?: readonly RecordedResource[];
  /** By step id: what was seen of each desired resource, and of each recorded one that may go ("remove:<id>"). */
  observed: ReadonlyMap<string, Observed<object> | undefined>;
  /** By logical id: outputs that can be told before the thing exists. */
  predicted: ReadonlyMap<string, Record<string, string>>;
  /** By logical id: what may keep a new thing from being made. */
  warnings?: ReadonlyMap<string, Problem>;
  /** By logical id: why a new thing can't be made. */
  refusals?: ReadonlyMap<string, Problem>;
  /** By logical id: who else uses a shared thing, and how. */
  otherWishes?: ReadonlyMap<string, OtherWishes>;
  /** Logical ids of what may be taken over although it has no tags of ours: a person has asked for it. */
  adopt?: ReadonlySet<string>;
  secrets: Readonly<Record<string, string>>;
  findType: FindType;
  fingerprint(observed: Observed<object> | undefined): string;
}

export function lookupsOf(
  outputs: ReadonlyMap<string, Record<string, string>>,
  secrets: Readonly<Record<string, string>>,
): Lookups {
  return {
    output: (logicalId, name) => outputs.get(logicalId)?.[name],
    secret: (name) => secrets[name],
  };
}

export function isSameThing(record: { physicalId: string }, have: Observed<object>): boolean {
  return record.physicalId !== "" && record.physicalId === physicalIdOf(have.outputs);
}

/** What tells one thing from another of the same name: its ARN where it has one. */
export function physicalIdOf(outputs: Record<string, string>): string {
  return outputs.arn ?? outputs.id ?? Object.values(outputs)[0] ?? "";
}
