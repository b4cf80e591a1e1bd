import { beforeEach, expect, test, vi } from "vitest";
import {
  type Answers,
  contactId,
  healthyCall,
  recordedContext,
} from "@/lib/contacts/trail/testing/recorded-account";
import { trailOf } from "@/lib/contacts/trail/testing/recorded-trail";
import { succeed } from "@/lib/kernel/result";
import { fetchRecordMetadata } from "./stored-metadata";

/** Pauses between tries, none of which is waited for. */
const pausesMs = vi.hoisted((): number[] => []);
const signals = vi.hoisted((): (AbortSignal | undefined)[] => []);
vi.mock("node:timers/promises", async (original) => {
  const own = await original<typeof import("node:timers/promises")>();
  return {
    ...own,
    setTimeout: (ms: number, value: unknown, options?: { signal?: AbortSignal }) => {
      pausesMs.push(ms);
      signals.push(options?.signal);
      return own.setTimeout(1, value, options);
    },
  };
});
beforeEach(() => {
  pausesMs.length = 0;
  signals.length = 0;
});

/** DynamoDB leaves the keys so many times, then returns the item. */
function leaving(times: number): Answers {
  let asked = 0;
  return {
    ...healthyCall(),
    BatchGetItem: (input) => {
      asked += 1;
      return asked > times
        ? healthyCall().BatchGetItem?.(input)
        : { Responses: {}, UnprocessedKeys: input.RequestItems };
    },
  };
}
const metadataOf = async (answers: Answers) =>
  (await trailOf(answers)).sources.find(({ source }) => source === "metadata");

test("keys that DynamoDB leaves are asked for again, after longer and longer pauses", async () => {
  expect(await metadataOf(leaving(3))).toMatchObject({ state: "ok", panel: { title: "Metadata" } });
  expect(pausesMs).toEqual([100, 200, 400]);
});

test("keys that DynamoDB never reads are a failed source, and no empty one", async () => {
  expect(await metadataOf(leaving(Number.POSITIVE_INFINITY))).toMatchObject({
    state: "failed",
    problem: { code: "throttled", isPassing: true },
  });
});

test("a pause ends when nobody waits for the item anymore", async () => {
  const { context } = recordedContext(leaving(Number.POSITIVE_INFINITY));
  const subject = { contactId, contact: succeed({}), window: { fromMs: 0, toMs: 1 } };
  const left = new AbortController();
  const reading = fetchRecordMetadata(context, subject, "callMetadata", left.signal);
  reading.catch(() => undefined);
  await expect.poll(() => signals[0]).toBeDefined();
  left.abort(new Error("left"));
  await expect(reading).rejects.toThrow();
  expect(signals[0]?.aborted).toBe(true);
});
