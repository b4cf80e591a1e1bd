import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFlowDocument } from "./flow-document";

// Published flows aren't part of this repository; PATCHBAY_SAMPLE_FLOWS names a folder with some.
const folder = process.env.PATCHBAY_SAMPLE_FLOWS ?? "";
const samples =
  folder !== "" && existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

describe("reading a flow document", () => {
  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        (text) => typeof parseFlowDocument(text).ok === "boolean",
      ),
    );
  });

  it("reads a flow whose blocks lack parameters, errors and conditions", () => {
    const parsed = parseFlowDocument(
      '{"StartAction":"a","Actions":[{"Identifier":"a","Type":"X"},{"odd":1}]}',
    );
    expect(parsed.ok && parsed.document.actions.get("a")).toEqual({
      identifier: "a",
      type: "X",
      parameters: {},
      next: undefined,
      conditions: [],
      errors: [],
    });
  });

  it("recognizes a legacy export", () => {
    expect(parseFlowDocument('{"modules":[],"version":"1"}')).toEqual({
      ok: false,
      reason: "The content is a legacy export.",
    });
  });

  it.skipIf(samples.length === 0)(
    "reads published flows (skipped unless PATCHBAY_SAMPLE_FLOWS names their folder)",
    () => {
      for (const name of samples) {
        const parsed = parseFlowDocument(readFileSync(join(folder, name), "utf8"));
        expect(parsed.ok && parsed.document.actions.has(parsed.document.startAction), name).toBe(true);
      }
    },
  );
});
