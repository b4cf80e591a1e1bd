import { expect, test } from "vitest";
import type { SourceReport } from "@/lib/trail/event";
import { readForScan } from "./read-for-scan";

const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
const never = new AbortController().signal;

function trailOf(problems: Record<string, string | undefined>, optional: readonly string[] = []) {
  const asked: string[] = [];
  const sources = Object.entries(problems).map(([source, code]) => ({
    source,
    title: source,
    ...(optional.includes(source) && { isOptional: true as const }),
    read: async (): Promise<SourceReport> => {
      asked.push(source);
      return code
        ? { source, title: source, state: "failed", problem: { code, sentence: "x", wayOut: "x" }, tookMs: 1 }
        : { source, title: source, state: "empty", events: [], tookMs: 1 };
    },
  }));
  return { asked, trail: { contactId, sources, readFacts: async () => ({}) } };
}

test.each(["throttled", "source-too-slow", "aws-unreachable"])(
  "a contact of which a source was %s just now has no findings yet",
  async (code) => {
    const { trail } = trailOf({ "contact-record": undefined, "flow-log": code });
    expect(await readForScan(trail, never)).toBeUndefined();
  },
);

test("what stays wrong is a finding: a permission that is missing", async () => {
  const { trail } = trailOf({ "contact-record": undefined, "lambda-log:x": "permission-missing" });
  expect((await readForScan(trail, never))?.findings.map(({ code }) => code)).toContain(
    "source-not-readable",
  );
});

test("a vendor's few requests, which no finding needs, are left to people", async () => {
  const { trail, asked } = trailOf({ "contact-record": undefined, talk: "throttled" }, ["talk"]);
  expect(await readForScan(trail, never)).toBeDefined();
  expect(asked).toEqual(["contact-record"]);
});
