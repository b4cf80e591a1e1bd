import { describe, expect, it } from "vitest";
import { whatIsLeft } from "@/components/run/what-is-left";
import type { PlanStep } from "@/lib/engine/plan-step";
import { unsearchedList } from "@/lib/engine/unsearched";

const step = (title: string, name: string): PlanStep => ({
  id: name,
  logicalId: name,
  action: "delete",
  type: "voice-connector",
  title,
  name,
  summary: "",
  differences: [],
  dependsOn: [],
  expects: "",
  ledgerRows: [],
  usualSeconds: 1,
});
const removed = { step: step("Log group", "/aws/lambda/store"), problem: undefined };
const left = (code: string) => ({
  step: step("Voice connector", "connector"),
  problem: { code, sentence: "", wayOut: "" },
});
const unsearched = unsearchedList(
  { type: "iam-role", title: "IAM role" },
  { code: "permission-missing", sentence: "AWS denied iam:ListRoles to this connection.", wayOut: "" },
);

describe("the end of a removal", () => {
  it("says that everything is gone only when it is", () => {
    expect(whatIsLeft([removed], [])).toMatch(/^Everything that Patchbay created .* was removed/);
  });

  it("names what a person left in the account", () => {
    expect(whatIsLeft([removed, left("left-in-account")], [])).toMatch(
      /^Voice connector connector stays in the account\. Everything else/,
    );
  });

  it("says what is unknown because nobody could look for it", () => {
    expect(whatIsLeft([removed], [unsearched])).toMatch(
      /\(IAM role\), so whether any are there is unknown\.$/,
    );
  });
});
