import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { queueDocument, voiceBotDocument } from "../zoom-flow";
import { checkBody, checkQuery } from "./check-request";
import { readFlowFile, writeFlowFile } from "./flow-file";
import { operations } from "./operations";
import { Pages } from "./pages";

const text = fc.string({ maxLength: 30 });

describe("a flow's file", () => {
  it("is read as it was written, whatever names and scripts it has", () => {
    const script = fc.record({
      event: fc.constantFrom("engagement_accepted" as const, "engagement_closed" as const),
      name: text,
      code: text,
    });
    fc.assert(
      fc.property(text, text, fc.array(script, { maxLength: 3 }), (name, connector, scripts) => {
        for (const document of [voiceBotDocument(connector, "q", scripts), queueDocument("q")])
          expect(readFlowFile(writeFlowFile(name, document))).toEqual(document);
      }),
    );
  });

  it("is nothing else: other text and other JSON aren't one", () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.json()), (given) => {
        expect(readFlowFile(given)).toBeUndefined();
      }),
    );
    const whole = JSON.parse(writeFlowFile("A", voiceBotDocument("c", "q")));
    for (const index of [0, 1, 2, 3]) {
      const widgets = whole.widgets.filter((_: unknown, at: number) => at !== index);
      expect(readFlowFile(JSON.stringify({ ...whole, widgets }))).toBeUndefined();
    }
  });
});

describe("each operation", () => {
  it.each(operations.map((one) => [`${one.method} ${one.path}`, one] as const))(
    "%s refuses a parameter and a member that it doesn't have",
    (_name, { query = {}, body }) => {
      fc.assert(
        fc.property(fc.stringMatching(/^[a-z_]{1,20}$/), fc.jsonValue(), (name, value) => {
          if (!Object.hasOwn(query, name))
            expect(checkQuery(new URLSearchParams({ [name]: "x" }), query).ok).toBe(false);
          if (body === undefined || !Object.hasOwn(body, name))
            expect(checkBody({ [name]: value }, body).ok).toBe(false);
        }),
        { numRuns: 30 },
      );
    },
  );

  it("has a path and method of its own", () => {
    const all = operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`);
    expect(new Set(all).size).toBe(all.length);
  });
});

it("pages have every row once, in order, for every size", () => {
  fc.assert(
    fc.property(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 25 }), (count, size) => {
      const pages = new Pages();
      const rows = Array.from({ length: count }, (_, index) => `row ${index}`);
      const seen: string[] = [];
      let token = "";
      do {
        const query = { page_size: size, ...(token === "" ? {} : { next_page_token: token }) };
        const page = pages.cut(rows, (row) => row, { accountId: "a", operation: "list", query, now: 0 });
        seen.push(...(page?.rows ?? []));
        token = page?.envelope.next_page_token ?? "";
      } while (token !== "" && seen.length <= count);
      expect(seen).toEqual(rows);
    }),
  );
});
