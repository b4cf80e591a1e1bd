import { describe, expect, test } from "vitest";
import { countPlaywright, countVitest, settleCount, sumUp } from "./count-results.mjs";

const none = { passed: 0, failed: 0, skipped: 0, remarks: [] };

describe("countVitest", () => {
  test("takes the report's own numbers", () => {
    const report = {
      numPassedTests: 12,
      numFailedTests: 2,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [],
    };
    expect(countVitest(report)).toEqual({ passed: 12, failed: 2, skipped: 2, remarks: [] });
  });

  test("counts a file that couldn't be loaded as a failure, and one with failed tests not twice", () => {
    const report = {
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [
        { name: "broken.test.ts", status: "failed", assertionResults: [] },
        { name: "red.test.ts", status: "failed", assertionResults: [{ status: "failed" }] },
        { name: "green.test.ts", status: "passed", assertionResults: [{ status: "passed" }] },
      ],
    };
    expect(countVitest(report)).toMatchObject({ failed: 2, remarks: ["broken.test.ts couldn't be run"] });
  });
});

describe("countPlaywright", () => {
  test("counts a flaky test as passed and names it, and a fault outside tests as a failure", () => {
    const spec = (title: string, status: string) => ({ file: "plans.spec.ts", title, tests: [{ status }] });
    const group = { specs: [spec("is saved", "flaky"), spec("is refused", "expected")] };
    const report = {
      stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{ message: "set-up" }],
      suites: [{ specs: [spec("is blocked", "unexpected")], suites: [group] }],
    };
    expect(countPlaywright(report)).toEqual({
      passed: 4,
      failed: 2,
      skipped: 2,
      remarks: ["passed only on retry: plans.spec.ts › is saved"],
    });
  });
});

describe("settleCount", () => {
  test("makes a failure of a missing report, of an exit code without a failed test, and of nothing to run", () => {
    expect(settleCount(0, undefined).failed).toBe(1);
    expect(settleCount(1, { ...none, passed: 5 })).toMatchObject({ passed: 5, failed: 1 });
    expect(settleCount(null, { ...none, passed: 5 }).failed).toBe(1);
    expect(settleCount(0, none).failed).toBe(1);
  });

  test("leaves a run alone that its report explains", () => {
    expect(settleCount(0, { ...none, passed: 5 })).toEqual({ ...none, passed: 5 });
    expect(settleCount(1, { ...none, passed: 5, failed: 3 })).toEqual({ ...none, passed: 5, failed: 3 });
  });
});

describe("sumUp", () => {
  test("ends with one line over all runners, and with 0 only when something ran and nothing failed", () => {
    expect(
      sumUp([
        { ...none, passed: 2 },
        { ...none, passed: 3 },
      ]),
    ).toMatchObject({ line: "5 passed, 0 failed", exitCode: 0 });
    expect(sumUp([{ ...none, passed: 2, failed: 1 }])).toMatchObject({
      line: "2 passed, 1 failed",
      exitCode: 1,
    });
    expect(sumUp([{ ...none, passed: 2, skipped: 1 }, none])).toMatchObject({
      line: "2 passed, 0 failed, 1 skipped",
      exitCode: 0,
    });
    expect(sumUp([])).toMatchObject({ line: "0 passed, 0 failed", exitCode: 1 });
  });
});
