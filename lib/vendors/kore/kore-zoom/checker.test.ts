import { describe, expect, it } from "vitest";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { parseExport } from "../proof/parse-export";
import { judgeZoomGuide } from "./checker";
import { sampleInput } from "./sample-input";
import { koreZoomSettings } from "./settings";
import { transferCode } from "./transfer-code";

const byCode = sampleInput({ transfer: { from: "dialog" } }).settings;
const message = (text: string) => ({
  _id: "dc-1",
  type: "message",
  message: [{ channel: "korevg", localeData: { en: { type: "js", text: encodeURIComponent(text) } } }],
});
const withCode = (text: string) =>
  succeed(
    parseExport({ dialogs: [{ nodes: [{ componentId: "dc-1" }] }], dialogComponents: [message(text)] }),
  );
const changes = succeed({
  ...{ publishedAt: new Date("2026-11-30T10:00:00Z"), changedAt: undefined },
  ...{ changesSince: 0, isWhole: true },
});
interface Seen {
  latest: string;
  published: string;
  history?: Result<unknown>;
}
const codes = (settings: typeof byCode, { latest, published, history = succeed({}) }: Seen) =>
  Object.fromEntries(
    judgeZoomGuide(settings, {
      exports: { latest: withCode(latest), published: withCode(published) },
      ...{ changes, history },
    }).map(({ row, code }) => [row, code]),
  );
const given = transferCode(byCode).text;

describe("Kore's side of the guide", () => {
  it("has the transfer code in a message node, published or in development", () => {
    expect(codes(byCode, { latest: given, published: given })).toMatchObject({
      "ZC-04": "published",
      "ZC-09": "published",
    });
    expect(codes(byCode, { latest: given, published: "print(1)" })).toMatchObject({
      "ZC-04": "development-only",
      "ZC-09": "development-only",
    });
    expect(codes(byCode, { latest: "print(1)", published: "print(1)" })).toMatchObject({ "ZC-04": "absent" });
  });

  it("has other code for other settings: what was pasted before counts as changed", () => {
    const other = transferCode(
      koreZoomSettings.parse({
        ...byCode,
        transfer: { ...byCode.transfer, message: "Goodbye now." },
      }),
    );
    expect(codes(byCode, { latest: other.text, published: other.text })).toMatchObject({
      "ZC-04": "changed",
    });
  });

  it("says of a transfer by node, and of the summary, that they weren't seen", () => {
    const byNode = sampleInput().settings;
    expect(codes(byNode, { latest: "", published: "" })).toMatchObject({
      "ZC-04": "not-seen",
      "ZC-07": "not-seen",
    });
  });

  it("says that the scope is missing only where Kore says so", () => {
    const problem = (code: string) => fail({ code, sentence: "No.", wayOut: "Ask." });
    const of = (code: string) =>
      codes(byCode, { latest: given, published: given, history: problem(code) })["ZC-07"];
    expect(of("kore-forbidden")).toBe("absent");
    expect(of("kore-down")).toBe("unknown");
    expect(of("kore-not-found")).toBe("not-seen");
    // Of a bot that Kore doesn't have, no call has anything.
    const missing = problem("kore-not-found");
    const unknown = judgeZoomGuide(byCode, {
      ...{ exports: { latest: missing, published: missing }, changes: missing, history: missing },
    });
    expect(unknown.map(({ code }) => code)).toEqual(["unknown", "unknown", "unknown"]);
  });
});
