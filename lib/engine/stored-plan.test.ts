import { describe, expect, it } from "vitest";
import { toJson } from "@/lib/kernel/plain-json";
import { ProblemError } from "@/lib/kernel/result";
import type { PlanStep } from "./plan-step";
import {
  type PlannedResource,
  parseOutputs,
  parsePlanned,
  parsePlanStep,
  parsePlanSteps,
  parseProblem,
  parseRecord,
  parseUnsearched,
} from "./stored-plan";

const problem = {
  code: "name-taken",
  sentence: "It is taken.",
  wayOut: "Rename it.",
  theirWords: "Taken",
  missingAction: "iam:GetRole",
};
const step: PlanStep = {
  ...{ id: "first", logicalId: "first", action: "update", type: "log-group", title: "Log group" },
  ...{ name: "/first", summary: "30 days", charge: "It costs.", dependsOn: ["role"], expects: "abc" },
  differences: [
    { path: "retentionDays", before: "1", after: "30" },
    { path: "environment.TOKEN", secret: true, left: { why: "Changed outside.", wayOut: "Change it back." } },
  ],
  ...{ problem, ledgerRows: ["KM-01"], usualSeconds: 2 },
};
const resource: PlannedResource = {
  ...{ logicalId: "first", type: "log-group", dependsOn: ["role"], ledgerRows: ["KM-01"] },
  props: { name: "/first", role: { $ref: "role.arn" } },
  standby: { name: "/first" },
  record: { physicalId: "arn:1", outputs: { arn: "arn:1" }, previous: { retentionDays: 7 } },
};

const codeOf = (parse: () => unknown): string | undefined => {
  try {
    parse();
    return undefined;
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : "thrown";
  }
};

describe("what a plan stored", () => {
  it("is read as it was written", () => {
    const { charge: _charge, problem: _problem, ...plain } = step;
    expect(parsePlanSteps(toJson([step, plain]))).toEqual([step, plain]);
    const { record: _record, standby: _standby, ...kept } = resource;
    expect(parsePlanned(toJson([resource, kept]))).toEqual([resource, kept]);
    const unsearched = [{ type: "iam-role", title: "IAM role", names: ["a"], count: 3, problem }];
    expect(parseUnsearched(toJson(unsearched))).toEqual(unsearched);
  });

  it("is a problem that says to plan again when another version wrote it in another form", () => {
    const { expects: _expects, ...older } = step;
    for (const json of [
      null,
      {},
      "text",
      [older],
      [{ ...step, action: "rename" }],
      [{ ...step, differences: {} }],
    ])
      expect(codeOf(() => parsePlanSteps(json))).toBe("plan-outdated");
    expect(codeOf(() => parsePlanStep(older))).toBe("plan-outdated");
    expect(codeOf(() => parsePlanned([{ ...resource, props: null }]))).toBe("plan-outdated");
    expect(codeOf(() => parseUnsearched([{ type: "iam-role" }]))).toBe("plan-outdated");
  });
});

describe("what a record stored", () => {
  it("is read as it was written", () => {
    const { record: _record, ...desired } = resource;
    const row = { name: "/first", desired: toJson(desired), outputs: { arn: "arn:1" } };
    expect(parseRecord(row)).toEqual({ desired, outputs: { arn: "arn:1" } });
  });

  it("is a problem that names the resource when another version wrote it in another form", () => {
    expect(codeOf(() => parseRecord({ name: "/first", desired: {}, outputs: {} }))).toBe("record-outdated");
    expect(codeOf(() => parseOutputs({ name: "/first", outputs: { arn: 1 } }))).toBe("record-outdated");
  });
});

it("a stored problem that can't be read still says that something failed", () => {
  expect(parseProblem(null)).toBeUndefined();
  expect(parseProblem(toJson(problem))).toEqual(problem);
  expect(parseProblem({ message: "old" })).toMatchObject({ code: "problem-unreadable" });
});
