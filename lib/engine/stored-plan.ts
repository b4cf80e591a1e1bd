// What plans, steps and records say is read from JSON columns here, and nowhere else: a row may be of another version.
import { z } from "zod";
import type { FieldDifference } from "@/lib/kernel/field-difference";
import { type Problem, ProblemError } from "@/lib/kernel/result";
import type { PlanStep } from "./plan-step";
import type { DesiredResource, ManagedRecord } from "./resource";
import type { Unsearched } from "./unsearched";

/** A desired resource as a plan keeps it; one that goes brings what our record said of it. */
export type PlannedResource = DesiredResource & { record?: ManagedRecord };

/** Optional members too: one that a schema doesn't name would be lost on the way. */
type Every<Value> = Record<keyof Value, z.ZodType>;

const text = z.string();
const outputs = z.record(text, text);

const problem: z.ZodType<Problem> = z.object({
  code: text,
  sentence: text,
  wayOut: text,
  isPassing: z.literal(true).exactOptional(),
  missingAction: text.exactOptional(),
  theirWords: text.exactOptional(),
} satisfies Every<Problem>);

const difference: z.ZodType<FieldDifference> = z.object({
  path: text,
  before: text.exactOptional(),
  after: text.exactOptional(),
  secret: z.boolean().exactOptional(),
  left: z.object({ why: text, wayOut: text }).exactOptional(),
} satisfies Every<FieldDifference>);

const planStep: z.ZodType<PlanStep> = z.object({
  id: text,
  logicalId: text,
  action: z.enum(["create", "update", "replace", "adopt", "keep", "delete", "conflict"]),
  type: text,
  title: text,
  name: text,
  summary: text,
  differences: z.array(difference),
  charge: text.exactOptional(),
  dependsOn: z.array(text),
  expects: text,
  problem: problem.exactOptional(),
  ledgerRows: z.array(text),
  usualSeconds: z.number(),
} satisfies Every<PlanStep>);

const desired = z.object({
  logicalId: text,
  type: text,
  props: z.record(text, z.unknown()),
  dependsOn: z.array(text).exactOptional(),
  ledgerRows: z.array(text).exactOptional(),
  notice: text.exactOptional(),
  standby: z.record(text, z.unknown()).exactOptional(),
} satisfies Every<DesiredResource>);

const planned: z.ZodType<PlannedResource> = desired.extend({
  record: z
    .object({
      physicalId: text,
      outputs,
      previous: z.unknown().exactOptional(),
    } satisfies Every<ManagedRecord>)
    .exactOptional(),
});

const unsearched: z.ZodType<Unsearched> = z.object({
  type: text,
  title: text,
  names: z.array(text),
  count: z.number(),
  problem,
} satisfies Every<Unsearched>);

const planSteps = z.array(planStep);
const plannedResources = z.array(planned);
const allUnsearched = z.array(unsearched);

export const planOutdated: Problem = {
  code: "plan-outdated",
  sentence: "This plan was created by another version of Patchbay and can't be read. Nothing was changed.",
  wayOut: "Create a new plan.",
};

/** These throw `plan-outdated` for what another version wrote in another form. */
export const parsePlanSteps = (json: unknown): PlanStep[] => parseOr(planOutdated, planSteps, json);
export const parsePlanStep = (json: unknown): PlanStep => parseOr(planOutdated, planStep, json);
export const parsePlanned = (json: unknown): PlannedResource[] =>
  parseOr(planOutdated, plannedResources, json);
export const parseUnsearched = (json: unknown): Unsearched[] => parseOr(planOutdated, allUnsearched, json);

/** What our record of a resource wants and has. Throws `record-outdated`. `name` is what a person calls it. */
export function parseRecord(row: { name: string; desired: unknown; outputs: unknown }): {
  desired: DesiredResource;
  outputs: Record<string, string>;
} {
  return {
    desired: parseOr(recordOutdated(row.name), desired, row.desired),
    outputs: parseOutputs(row),
  };
}

/** What others may refer to, of one record. Throws `record-outdated`. */
export function parseOutputs(row: { name: string; outputs: unknown }): Record<string, string> {
  return parseOr(recordOutdated(row.name), outputs, row.outputs);
}

/** A problem that was stored; undefined where there was none. One that can't be read is told as such. */
export function parseProblem(json: unknown): Problem | undefined {
  if (json === null || json === undefined) return undefined;
  const parsed = problem.safeParse(json);
  return parsed.success ? parsed.data : problemUnreadable;
}

/** For a caller that returns what the parsers throw. Anything else is thrown on. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

function parseOr<Value>(otherwise: Problem, schema: z.ZodType<Value>, json: unknown): Value {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ProblemError(otherwise);
}

const problemUnreadable: Problem = {
  code: "problem-unreadable",
  sentence:
    "Something failed. Another version of Patchbay recorded the reason in a format that can't be read.",
  wayOut: "Try again to see the current problem.",
};

function recordOutdated(name: string): Problem {
  return {
    code: "record-outdated",
    sentence: `Another version of Patchbay recorded "${name}" in a format that can't be read. Nothing was changed.`,
    wayOut: "Use the version of Patchbay that deployed it, or the newest one.",
  };
}
