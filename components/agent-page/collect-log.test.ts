import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatLog, gzipText } from "./collect-log";

describe("the softphone's log", () => {
  it("has one line an entry, without the entry's objects", () => {
    const entry = {
      ...{ time: new Date(0), level: "ERROR", component: "ccp", text: "It failed." },
      ...{ objects: [{ attributes: { phone: "+12065550123" } }], exception: { type: "Error", message: "x" } },
    };
    expect(JSON.parse(formatLog([entry]))).toEqual({
      ...{ time: "1970-01-01T00:00:00.000Z", level: "ERROR", component: "ccp", text: "It failed." },
      exception: { type: "Error", message: "x" },
    });
    expect(formatLog([entry])).not.toContain("5550123");
  });

  it("keeps the newest entries that fit, in their order", () => {
    const entries = Array.from({ length: 100 }, (_, index) => ({ text: `entry ${index}` }));
    const lines = formatLog(entries, 60).split("\n");
    expect(lines).toEqual(['{"text":"entry 97"}', '{"text":"entry 98"}', '{"text":"entry 99"}']);
  });

  it("is never larger than it may be, whatever the entries", () => {
    fc.assert(
      fc.property(
        fc.array(fc.anything(), { maxLength: 40 }),
        fc.integer({ min: 1, max: 400 }),
        (entries, most) => {
          const readable = entries.filter((entry) => {
            try {
              formatLog([entry]);
              return true;
            } catch {
              return false;
            }
          });
          expect(Buffer.byteLength(formatLog(readable, most))).toBeLessThanOrEqual(most);
        },
      ),
    );
  });

  it("travels as gzip in base64", async () => {
    const text = "a line\n".repeat(5_000);
    const sent = await gzipText(text);
    expect(sent.length).toBeLessThan(text.length / 10);
    expect(gunzipSync(Buffer.from(sent, "base64")).toString("utf8")).toBe(text);
  });
});
