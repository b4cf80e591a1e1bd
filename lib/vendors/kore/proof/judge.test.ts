import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { koreScripts } from "../kore-voice/kore-side";
import { judgeBoth, notPublished, type Sighting, sightScript } from "./judge";
import { parseExport } from "./parse-export";
import { describeDifference, hashScript, markerLine, withoutMarker } from "./script-marker";

const { start, transfer } = koreScripts;
const inDialog = (...texts: string[]) =>
  parseExport({
    dialogs: [{ nodes: texts.map((_, index) => ({ componentId: `dc-${index}` })) }],
    dialogComponents: texts.map((text, index) => ({
      ...{ _id: `dc-${index}`, type: "script" },
      script: encodeURIComponent(text),
    })),
  });
const sight = (...texts: string[]) => sightScript(inDialog(...texts), transfer, "dialog");
const olderText = transfer.text.replace(/.*\n/, `${markerLine("transfer", 0)}\n`);

describe("a script in a version of the bot", () => {
  it.each<[string, (text: string) => string]>([
    ["the ends of its lines", (text) => text.replaceAll("\n", "  \r\n")],
    ["old line ends", (text) => text.replaceAll("\n", "\r")],
    ["its indentation", (text) => text.replaceAll(/^ +/gm, "\t\t")],
    ["empty lines", (text) => `\n\n${text.replaceAll("\n", "\n\n")}`],
    ["the beginning of the file", (text) => `\uFEFF${text}`],
  ])("is as given whatever an editor does to %s", (_what, edit) => {
    expect(edit(transfer.text)).not.toBe(transfer.text);
    expect(sight(edit(transfer.text))).toMatchObject({ form: "given" });
  });

  it("is as given in either form of a letter with an accent", () => {
    const accented = { name: "transfer", version: 1, text: `${markerLine("transfer", 1)}\nvar a = "é";` };
    const nfd = accented.text.normalize("NFD");
    expect(nfd).not.toBe(accented.text);
    expect(sightScript(inDialog(nfd), accented, "dialog")).toMatchObject({ form: "given" });
    expect(sightScript(inDialog(nfd.replace("é".normalize("NFD"), "e")), accented, "dialog")).toMatchObject({
      form: "changed",
    });
  });

  it("has a difference to show whenever it's changed", () => {
    fc.assert(
      fc.property(
        fc.nat(transfer.text.length - 1),
        fc.constantFrom("", " ", "\n", "x", "\r\n"),
        (at, put) => {
          const edited = `${transfer.text.slice(0, at)}${put}${transfer.text.slice(at + 1)}`;
          const sighting = sight(edited);
          if (sighting.form === "changed") expect(sighting.difference).not.toEqual([]);
        },
      ),
    );
  });

  it("is an older one by the version in its marker, or as it was given before there were markers", () => {
    expect(sight(olderText)).toMatchObject({ form: "older", version: 0 });
    const [, ...unmarked] = transfer.text.split("\n");
    if (transfer.version === 1)
      expect(sight(unmarked.join("\n"))).toMatchObject({ form: "older", version: 0 });
  });

  it("is there without its first line, in a message's code too, and not in a node that no dialog uses", () => {
    const code = {
      name: "other-transfer",
      version: 3,
      text: `${markerLine("other-transfer", 3)}\n(function () {\n  print(1);\n})();\n`,
    };
    const message = (text: string) => ({
      ...{ _id: "dc-0", type: "message" },
      message: [{ channel: "korevg", localeData: { en: { type: "js", text: encodeURIComponent(text) } } }],
    });
    const parsed = (used: string) =>
      parseExport({
        dialogs: [{ nodes: [{ componentId: used }] }],
        dialogComponents: [message(withoutMarker(code))],
      });
    expect(sightScript(parsed("dc-0"), code, "dialog")).toMatchObject({ form: "older", version: 0 });
    expect(sightScript(parsed("dc-9"), code, "dialog")).toEqual({ form: "absent" });
  });

  it("is an older one by its marker, whatever its text, and changed when its marker is of a later one", () => {
    expect(sight(`${olderText}\nvar more = 1;`)).toMatchObject({ form: "older", version: 0 });
    const later = transfer.text.replace("version 1.", "version 9.");
    expect(sight(later)).toMatchObject({ form: "changed", version: 9, isLater: true });
    const edited = `${transfer.text}\nvar more = 1;`;
    expect(sight(edited)).not.toHaveProperty("isLater");
    for (const copies of [
      [edited, olderText],
      [olderText, edited],
    ])
      expect(sight(...copies)).toMatchObject({ form: "changed", version: transfer.version });
  });

  it("is an older one in the text that it had before there were markers", () => {
    const before = "(function () {\n  var before = 1;\n})();";
    const known = { ...transfer, unmarkedSha256: hashScript(before) };
    expect(sightScript(inDialog(before), known, "dialog")).toMatchObject({ form: "older", version: 0 });
    expect(sight(before)).toEqual({ form: "absent" });
  });

  it("is changed with its marker twice, or below an older one in the same node", () => {
    const [marker = ""] = transfer.text.split("\n");
    expect(sight(`${marker}\n${transfer.text}`)).toMatchObject({
      form: "changed",
      difference: ["Added: 1 line"],
    });
    expect(sight(`${olderText}\n${transfer.text}`)).toMatchObject({ form: "changed", version: 1 });
  });

  it("is changed when its text isn't that of its version, and the difference is in our own lines alone", () => {
    const edited = transfer.text.replace(
      'var wanted = "x-amzn-connectcontactid";',
      'var wanted = "private-name";',
    );
    const sighting = sight(edited);
    expect(sighting).toMatchObject({
      form: "changed",
      difference: ['Missing or changed: var wanted = "x-amzn-connectcontactid";', "Added: 1 line"],
    });
    expect(JSON.stringify(sighting)).not.toContain("private-name");
  });

  it("counts only when each of the bot's languages has it, where a node has a text for each", () => {
    const message = (id: string, ...languages: string[]) => ({
      ...{ _id: id, type: "message" },
      message: [
        {
          channel: "korevg",
          localeData: Object.fromEntries(
            languages.map((each) => [each, { type: "js", text: encodeURIComponent(transfer.text) }]),
          ),
        },
      ],
    });
    const of = (supportedLanguages: string[], ...dialogComponents: object[]) =>
      sightScript(
        parseExport({
          supportedLanguages,
          dialogs: [{ nodes: [{ componentId: "dc-1" }, { componentId: "dc-2" }] }],
          dialogComponents,
        }),
        transfer,
        "dialog",
      );
    expect(of(["en", "de", "pt_br"], message("dc-1", "en"))).toMatchObject({
      ...{ form: "changed", isPartial: true },
      difference: ["Missing in the language de", "Missing in the language pt_br"],
    });
    expect(of(["en", "de"], message("dc-1", "en"), message("dc-2", "de"))).toMatchObject({ form: "given" });
    expect(of(["en", "de"], message("dc-1", "en"), message("dc-9", "de"))).toMatchObject({ form: "changed" });
    expect(of(["en"], message("dc-1", "en"))).toMatchObject({ form: "given" });
    // A script node has one text for all.
    const script = { _id: "dc-2", type: "script", script: encodeURIComponent(transfer.text) };
    expect(of(["en", "de"], script)).toMatchObject({ form: "given" });
  });

  it("counts by its best copy", () => {
    expect(sight(transfer.text, transfer.text)).not.toHaveProperty("remark");
    expect(sight(olderText, transfer.text)).toMatchObject({
      form: "given",
      remark: expect.stringContaining("another copy"),
    });
  });

  it("is absent where all dialogs were read, and only not seen where their form isn't known", () => {
    expect(sight("var a;")).toEqual({ form: "absent" });
    expect(sightScript(parseExport({ tasks: [] }), transfer, "dialog")).toEqual({ form: "not-seen" });
    // How a flow is exported isn't known at all.
    expect(sightScript(inDialog("var a;"), start, "flow")).toEqual({ form: "not-seen" });
  });

  it("isn't there when no dialog uses the node that has it", () => {
    const parsed = parseExport({
      dialogs: [{ nodes: [] }],
      dialogComponents: [{ _id: "dc-1", type: "script", script: transfer.text }],
    });
    expect(sightScript(parsed, transfer, "dialog")).toMatchObject({
      form: "absent",
      remark: expect.any(String),
    });
  });
});

describe("both versions of the bot together", () => {
  const judge = (latest: Result<Sighting>, published: Result<Sighting>) =>
    judgeBoth({ row: "KM-21", thing: "The script" }, latest, published);
  const is = (form: Sighting["form"], more: Partial<Sighting> = {}) => succeed<Sighting>({ form, ...more });
  const down = fail({ code: "kore-down", sentence: "Down.", wayOut: "Wait." });

  it.each<[string, Result<Sighting>, Result<Sighting>, string]>([
    ["as given in both", is("given"), is("given"), "published"],
    ["published, and edited since in development", is("changed"), is("given"), "published"],
    ["in development alone", is("given"), is("absent"), "development-only"],
    ["newer in development", is("given"), is("older"), "development-only"],
    ["never published", is("given"), fail(notPublished), "development-only"],
    ["older in both", is("older"), is("older"), "older"],
    ["changed in both", is("changed"), is("changed"), "changed"],
    ["changed in development, absent for callers", is("changed"), is("absent"), "changed"],
    ["in neither", is("absent"), is("absent"), "absent"],
    ["seen in neither", is("not-seen"), is("not-seen"), "not-seen"],
    ["in a form that can't be read", is("unreadable"), is("unreadable"), "unknown"],
    ["published, while development can't be read", down, is("given"), "published"],
    ["unread", down, down, "unknown"],
    ["unread as published, as given in development", is("given"), down, "unknown"],
    ["unread as published, absent in development", is("absent"), down, "unknown"],
    ["never published, absent in development", is("absent"), fail(notPublished), "absent"],
    ["never published, edited in development", is("changed"), fail(notPublished), "changed"],
    ["never published, not seen in development", is("not-seen"), fail(notPublished), "not-seen"],
    ["never published, and unread in development", down, fail(notPublished), "unknown"],
    ["absent in development, published in a form that isn't known", is("absent"), is("not-seen"), "not-seen"],
  ])("%s", (_what, latest, published, code) => {
    expect(judge(latest, published).code).toBe(code);
  });

  it("says that development couldn't be read, so that nobody takes one for the other", () => {
    for (const form of ["absent", "changed", "given", "not-seen"] as const)
      expect(judge(down, is(form)).detail).toContain("Couldn't read the bot in development. Down.");
    expect(judge(is("absent"), is("absent")).detail).not.toContain("Couldn't read");
  });

  it("says of a bot that was never published what is left to do in development", () => {
    expect(judge(is("absent"), fail(notPublished)).detail).toMatch(
      /isn't in a dialog.* no published version/,
    );
  });

  it("says of a script without its first line, and of a later one, why it doesn't count", () => {
    expect(judge(is("older", { version: 0 }), is("absent")).detail).toMatch(/no first line.*removed/);
    const later = is("changed", { version: 9, isLater: true });
    expect(judge(later, later).detail).toMatch(/later version of this guide \(version 9\)/);
    const partial = is("changed", { version: 1, isPartial: true });
    expect(judge(partial, partial).detail).toMatch(/as given, and isn't in every language/);
  });

  it("shows what differs", () => {
    expect(judge(is("changed", { difference: ["a"] }), is("absent")).difference).toEqual(["a"]);
    expect(judge(is("changed", { difference: ["a"] }), is("given")).difference).toEqual(["a"]);
  });
});

it("a script of any length is compared in bounded lines", () => {
  expect(describeDifference(transfer.text, "x".repeat(50_000))).toHaveLength(1);
  expect(describeDifference(transfer.text, "").length).toBeLessThanOrEqual(14);
});
