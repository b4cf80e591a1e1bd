import fc from "fast-check";
import { expect, test } from "vitest";
import { describeRequest } from "./describe-request";
import { parseRequests } from "./lambda-request";

const id = "22222222-2222-4222-8222-222222222222";
const lines = (...messages: string[]) => messages.map((message, index) => ({ at: 1_000 + index, message }));

test("Lambda's text lines and its JSON lines tell the same", () => {
  const text = parseRequests(
    lines(
      `START RequestId: ${id} Version: 3\n`,
      `REPORT RequestId: ${id}\tDuration: 12.34 ms\tBilled Duration: 153 ms\tMemory Size: 256 MB\tMax Memory Used: 71 MB\tInit Duration: 140.10 ms\t\n`,
    ),
  );
  const json = parseRequests(
    lines(
      JSON.stringify({ type: "platform.start", record: { requestId: id, version: "3" } }),
      JSON.stringify({
        type: "platform.report",
        record: {
          requestId: id,
          metrics: { durationMs: 12.34, memorySizeMB: 256, maxMemoryUsedMB: 71, initDurationMs: 140.1 },
        },
      }),
    ),
  );
  const report = { durationMs: 12.34, initMs: 140.1, memoryMb: 256, usedMb: 71 };
  expect(text.map((request) => request.report)).toEqual([report]);
  expect(json.map((request) => request.report)).toEqual([report]);
});

test.each([
  [`2024-03-04T10:00:23.100Z ${id} Task timed out after 3.00 seconds\n`, "Task timed out after 3.00 seconds"],
  [
    `2024-03-04T10:00:23.100Z\t${id}\tERROR\tInvoke Error\t{"errorType":"Error","errorMessage":"x"}\n`,
    "Invoke Error",
  ],
  [
    `RequestId: ${id} Error: Runtime exited with error: signal: killed Runtime.ExitError`,
    "Error: Runtime exited with error: signal: killed Runtime.ExitError",
  ],
  [`REPORT RequestId: ${id}\tDuration: 3.00 ms\tStatus: error\t\n`, "Status: error"],
])("a request that crashed says so: %j", (message, words) => {
  const [request] = parseRequests(lines(`START RequestId: ${id} Version: 3\n`, message));
  expect(request && describeRequest("f", request)).toMatchObject({
    severity: "bad",
    title: `f crashed: ${words}`,
  });
});

test("requests stay apart, in the order of their first lines, and a line that came twice counts once", () => {
  const uuid = fc.uuid();
  fc.assert(
    fc.property(fc.uniqueArray(uuid, { minLength: 1, maxLength: 6 }), (requestIds) => {
      const all = requestIds.flatMap((requestId, index) =>
        ["one", "two"].map((message, line) => ({
          at: index * 10 + line,
          message: JSON.stringify({ requestId, message }),
        })),
      );
      const requests = parseRequests([...all, ...all].reverse());
      expect(requests.map((request) => request.requestId)).toEqual(requestIds);
      expect(requests.every((request) => request.lines.length === 2)).toBe(true);
    }),
  );
});
