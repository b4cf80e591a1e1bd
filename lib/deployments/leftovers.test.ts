import { describe, expect, it } from "vitest";
import { planLeftovers } from "@/lib/engine/leftovers";
import type { PlanInput, PlanStep, RecordedResource } from "@/lib/engine/plan-step";
import { findResourceType } from "@/lib/vendors/resource-types";

const props: Record<string, object> = {
  "iam-role": { name: "role", statements: [], principal: "" },
  "log-group": { name: "group", retentionDays: 0 },
  "voice-connector": {
    name: "connector",
    requireEncryption: false,
    routes: [],
    sipLogs: false,
    mediaLogs: false,
    sbcTypes: [],
    contactCenterSystemTypes: [],
  },
};

function leftover(type: string): RecordedResource {
  const logicalId = `leftover:${type}:1`;
  return {
    desired: { logicalId, type, props: { ...props[type] } },
    name: type,
    physicalId: "1",
    outputs: { id: "1" },
  };
}

const input: PlanInput = {
  desired: [],
  recorded: [],
  leftovers: [leftover("log-group"), leftover("iam-role"), leftover("voice-connector")],
  observed: new Map(),
  predicted: new Map(),
  secrets: {},
  findType: findResourceType,
  fingerprint: () => "as seen",
};

const before = [
  { id: "kept", action: "keep" },
  { id: "remove:flow", action: "delete" },
] as PlanStep[];

describe("the steps that remove leftovers", () => {
  const steps = planLeftovers(input, before);

  it("come after everything else that goes, and users before what they use", () => {
    expect(Object.fromEntries(steps.map(({ type, dependsOn }) => [type, dependsOn]))).toEqual({
      "voice-connector": ["remove:flow"],
      "iam-role": ["remove:flow", "leftover:voice-connector:1"],
      "log-group": ["remove:flow", "leftover:voice-connector:1", "leftover:iam-role:1"],
    });
  });

  it("say what the thing is, and what it costs meanwhile", () => {
    expect(steps.every(({ action, expects }) => action === "delete" && expects === "as seen")).toBe(true);
    expect(steps.find(({ type }) => type === "voice-connector")?.summary).toMatch(
      /^Leftover: .* AWS charges/,
    );
    expect(steps.find(({ type }) => type === "iam-role")?.summary).not.toContain("charges");
  });
});
