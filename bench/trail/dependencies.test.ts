import fc from "fast-check";
import { expect, test } from "vitest";
import { findDependencies, slowestChain } from "./dependencies";
import type { RecordedCall } from "./recorded-call";

const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
const requestId = "11111111-1111-4111-8111-111111111111";

function call(
  startedMs: number,
  endedMs: number,
  asked: string,
  answered: string,
): Omit<RecordedCall, "index"> {
  return { name: asked.slice(0, 10), asked, answered, startedMs, endedMs, again: async () => undefined };
}
const numbered = (calls: Omit<RecordedCall, "index">[]) => calls.map((one, index) => ({ index, ...one }));

test("a call depends on the answer that contains what it asks for, and on nothing else", () => {
  const calls = numbered([
    call(
      0,
      70,
      `/contacts/instance/${contactId}`,
      `{"Contact":{"Id":"${contactId}","InitiationTimestamp":1}}`,
    ),
    call(71, 131, `/contact/attributes/instance/${contactId}`, `{"Attributes":{}}`),
    call(
      71,
      371,
      `{"startTime":1,"filterPattern":"{ $.contactId = \\"${contactId}\\" }"}`,
      `{"message":"${requestId}","nextToken":"pageTwoToken"}`,
    ),
    call(372, 672, `{"startTime":1,"filterPattern":"\\"${requestId}\\""}`, "{}"),
    call(372, 672, `{"startTime":1,"nextToken":"pageTwoToken"}`, "{}"),
    call(700, 800, `/vendor/conversations/${contactId}`, "{}"),
  ]);
  expect(findDependencies(calls)).toEqual([[], [], [0], [0, 2], [0, 2], []]);
});

test("what was requested before the answer arrived doesn't depend on it", () => {
  const calls = numbered([
    call(0, 100, "tellsFunctionName", `{"name":"koreStoreSessionMetadata"}`),
    call(50, 150, "asks koreStoreSessionMetadata", "{}"),
    call(160, 200, "asks koreStoreSessionMetadata", "{}"),
  ]);
  expect(findDependencies(calls)).toEqual([[], [], []]);
});

test("the slowest chain is the one with the most time, not the most calls", () => {
  expect(slowestChain([[], [0], [1], [0]], [70, 10, 10, 300])).toEqual({ ms: 370, calls: [0, 3] });
  expect(slowestChain([], [])).toEqual({ ms: 0, calls: [] });
});

test("a chain is never shorter than its slowest call, nor longer than all of them", () => {
  const graph = fc
    .array(fc.nat(500), { minLength: 1, maxLength: 12 })
    .chain((durations) =>
      fc.tuple(
        fc.constant(durations),
        fc.tuple(
          ...durations.map((_, index) =>
            index === 0 ? fc.constant<number[]>([]) : fc.array(fc.nat(index - 1)),
          ),
        ),
      ),
    );
  fc.assert(
    fc.property(graph, ([durations, dependencies]) => {
      const { ms, calls } = slowestChain(dependencies, durations);
      expect(ms).toBeGreaterThanOrEqual(Math.max(...durations));
      expect(ms).toBeLessThanOrEqual(durations.reduce((sum, one) => sum + one, 0));
      expect(ms).toBe(calls.reduce((sum, index) => sum + (durations[index] ?? 0), 0));
    }),
  );
});
