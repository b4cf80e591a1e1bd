import { expect, test } from "vitest";
import { adviceFor } from "./blockers";
import { nameUnknown } from "./name-unknown";
import type { PlanStep } from "./plan-step";
import { unknownValue } from "./references";

function step(logicalId: string, name: string, more: Partial<PlanStep> = {}): PlanStep {
  return {
    ...{ id: logicalId, logicalId, type: logicalId, action: "create", title: "", name, summary: "" },
    ...{ differences: [], dependsOn: [], expects: "", ledgerRows: [], usualSeconds: 1 },
    ...more,
  };
}

test("an id that only the deployment makes is told by the name of what will have it", () => {
  const desired = [
    { logicalId: "flow", type: "contact-flow", props: {} },
    { logicalId: "number", type: "phone-number-flow", props: { flowId: { $ref: "flow.id" as const } } },
  ];
  const differences = [
    { path: "flowId", before: "old", after: unknownValue },
    { path: "other", after: unknownValue },
  ];
  const [, number] = nameUnknown(
    [step("flow", "voiceAgent"), step("number", "+1", { differences })],
    desired,
  );
  expect(number?.differences).toEqual([
    { path: "flowId", before: "old", after: `voiceAgent ${unknownValue}` },
    { path: "other", after: unknownValue },
  ]);
});

test("what goes by a number that is claimed first has that number's name", () => {
  const desired = [
    { logicalId: "number", type: "claimed-number", props: { number: "+12065550142" } },
    {
      ...{ logicalId: "number:+12065550142", type: "phone-number-flow" },
      props: { phoneNumber: { $ref: "number.number" as const }, flowId: { $ref: "flow.id" as const } },
    },
  ];
  const steps = [step("number", "+12065550142"), step("number:+12065550142", unknownValue)];
  expect(nameUnknown(steps, desired).map(({ name }) => name)).toEqual(["+12065550142", "+12065550142"]);
});

test("what can be done about a conflict depends on what it is about, and on whose it is", () => {
  const conflict = (type: string, code: string) =>
    adviceFor(step("x", "x", { type, action: "conflict", problem: { code, sentence: "", wayOut: "" } }));
  expect(conflict("phone-number-flow", "owned-by-other-integration")).toEqual(["other-number"]);
  expect(conflict("dynamodb-table", "name-taken")).toEqual(["adopt", "other-name"]);
  expect(conflict("dynamodb-table", "owned-by-other-tenant")).toEqual(["other-name"]);
  expect(conflict("claimed-number", "name-taken")).toEqual(["other-settings"]);
  expect(conflict("security-profile-application", "security-profile-full")).toEqual(["other-settings"]);
});
