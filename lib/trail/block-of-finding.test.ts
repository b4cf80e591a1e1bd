import { expect, test } from "vitest";
import type { TrailEvent } from "@/lib/trail/event";
import { blockOfFinding, flowIdOf } from "./block-of-finding";

const flowArn = "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/f-1";
const block = (identifier: string) => ({ flowArn, flowName: "F", identifier });
const events: Pick<TrailEvent, "id" | "severity" | "block">[] = [
  { id: "record", severity: "bad" },
  { id: "welcome", severity: "info", block: block("welcome") },
  { id: "check", severity: "attention", block: block("check") },
  { id: "transfer", severity: "bad", block: block("transfer") },
];
const evidence = events.map(({ id }) => id);

test("a finding's block is the one that it names, else the first that failed", () => {
  expect(blockOfFinding({ evidence, facts: { block: "welcome" } }, events)).toEqual(block("welcome"));
  expect(blockOfFinding({ evidence }, events)).toEqual(block("transfer"));
  expect(blockOfFinding({ evidence: ["welcome", "check"] }, events)).toEqual(block("check"));
});

test("a finding whose evidence has no block that failed leads to none", () => {
  expect(blockOfFinding({ evidence: ["record", "welcome"] }, events)).toBeUndefined();
  expect(blockOfFinding({ evidence: [], facts: { block: "transfer" } }, events)).toBeUndefined();
});

test("a flow's id is told by its ARN, whatever version it names", () => {
  expect(flowIdOf(flowArn)).toBe("f-1");
  expect(flowIdOf(`${flowArn}:$LIVE`)).toBe("f-1");
  expect(flowIdOf("arn:aws:connect:us-east-1:111122223333:instance/i/queue/q")).toBeUndefined();
});
