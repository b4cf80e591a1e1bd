import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import type { SourceReport } from "@/lib/trail/event";
import { readForScan } from "./read-for-scan";

const contactId = asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f");
const never = new AbortController().signal;

const passing: Problem = { code: "any", sentence: "x", wayOut: "x", isPassing: true };
const lasting: Problem = { code: "permission-missing", sentence: "x", wayOut: "x" };

function trailOf(problems: Record<string, Problem | undefined>, optional: readonly string[] = []) {
  const asked: string[] = [];
  const sources = Object.entries(problems).map(([source, problem]) => ({
    source,
    title: source,
    ...(optional.includes(source) && { isOptional: true as const }),
    read: async (): Promise<SourceReport> => {
      asked.push(source);
      return problem
        ? { source, title: source, state: "failed", problem, tookMs: 1 }
        : { source, title: source, state: "empty", events: [], tookMs: 1 };
    },
  }));
  return { asked, trail: { contactId, sources, readFacts: async () => ({}) } };
}

test("a contact of which a source couldn't be read just now has no findings yet", async () => {
  const { trail } = trailOf({ "contact-record": undefined, "flow-log": passing });
  expect(await readForScan(trail, never)).toBeUndefined();
});

test("what stays wrong is a finding: a permission that is missing", async () => {
  const { trail } = trailOf({ "contact-record": undefined, "lambda-log:x": lasting });
  expect((await readForScan(trail, never))?.findings.map(({ code }) => code)).toContain(
    "source-not-readable",
  );
});

test("a vendor's few requests, which no finding needs, are left to people", async () => {
  const { trail, asked } = trailOf({ "contact-record": undefined, talk: passing }, ["talk"]);
  expect(await readForScan(trail, never)).toMatchObject({ findings: [] });
  expect(asked).toEqual(["contact-record"]);
});
