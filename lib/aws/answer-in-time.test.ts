import { expect, it } from "vitest";
import { answerInTime } from "@/lib/aws/answer-in-time";
import { type Result, succeed } from "@/lib/kernel/result";

it("gives what was read in time", async () => {
  expect(await answerInTime(Promise.resolve(succeed("flow")))).toEqual(succeed("flow"));
});

it("says that AWS didn't respond when the read takes longer than anyone waits", async () => {
  const never = new Promise<Result<string>>(() => {});
  const read = await answerInTime(never, 0.01);
  expect(read).toMatchObject({ ok: false, problem: { code: "aws-unreachable" } });
  expect(read.ok ? "" : read.problem.sentence).not.toMatch(/isn't known/);
});
