import { expect, test } from "vitest";
import { awsError } from "@/lib/contacts/trail/testing/recorded-account";
import { readSource } from "@/lib/trail/read-source";

const problemOf = async (source: string, error: Error) => {
  const read = () => Promise.reject(error);
  const report = await readSource({ source, title: source, read });
  return report.state === "failed" ? report.problem : undefined;
};
const unreachable = () =>
  Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", $metadata: {} });

test.each([
  ["aws-unreachable", unreachable],
  ["throttled", () => awsError("ThrottlingException")],
  [
    "aws-fault",
    () => Object.assign(awsError("InternalServerException"), { $metadata: { httpStatusCode: 500 } }),
  ],
])("sources that fail alike (%s) say the same, so that it can be said once", async (code, error) => {
  const [one, other] = [await problemOf("flow-log", error()), await problemOf("attributes", error())];
  expect(one).toMatchObject({ code, isPassing: true });
  expect(other?.sentence).toBe(one?.sentence);
  expect(one?.sentence).not.toMatch(/the call|It isn't known whether the call took effect/);
});

test("a source that is late may answer the next time", async () => {
  const late = { source: "flow-log", title: "Flow log", read: () => new Promise<never>(() => undefined) };
  expect(await readSource(late, undefined, 1)).toMatchObject({
    problem: { code: "source-too-slow", isPassing: true },
  });
});
