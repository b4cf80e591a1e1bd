import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { koreScripts } from "../kore-voice/kore-side";
import { parseExport } from "./parse-export";
import { markerLine } from "./script-marker";

const { start, transfer } = koreScripts;
const script = (text: string, _id = "dc-1") => ({ _id, type: "script", script: encodeURIComponent(text) });
const dialog = (...ids: string[]) => ({ _id: "dg-1", nodes: ids.map((componentId) => ({ componentId })) });

describe("an exported app", () => {
  it("gives the scripts with a marker, decoded, and where they stand", () => {
    const definition = {
      dialogs: [dialog("dc-1")],
      dialogComponents: [
        script(transfer.text),
        script(`${transfer.text}// more`, "dc-2"),
        script("var a = 1;", "dc-3"),
      ],
      experienceFlows: [{ anything: [{ deep: encodeURIComponent(start.text) }] }],
    };
    const { scripts, hasDialogs } = parseExport(definition);
    expect(hasDialogs).toBe(true);
    expect(scripts.map(({ name, place }) => `${name} ${place}`).sort()).toEqual([
      "start elsewhere",
      "transfer dialog",
      "transfer loose",
    ]);
    expect(scripts.find(({ place }) => place === "dialog")?.text).toBe(transfer.text);
  });

  it("is found behind the wrappers that exports have", () => {
    for (const wrapper of ["botDefinition", "appDefinition", "app", "bot"]) {
      const { scripts } = parseExport({ [wrapper]: { dialogComponents: [script(transfer.text)] } });
      expect(scripts).toHaveLength(1);
    }
    const inner = { botDefinition: { dialogComponents: [script(transfer.text)] } };
    expect(parseExport({ app: inner }).hasDialogs).toBe(true);
  });

  it("has its nodes in dialogs where dialogs are in no form that is known", () => {
    expect(parseExport({ dialogComponents: [script(transfer.text)] }).scripts).toMatchObject([
      { place: "dialog" },
    ]);
  });

  it("has a language only for texts that stand in a node's languages", () => {
    const of = (member: string) => {
      const texts = { [member]: { en: { text: transfer.text } } };
      return parseExport({ dialogComponents: [{ _id: "dc-1", ...texts }] }).scripts[0]?.language;
    };
    expect(of("localeData")).toBe("en");
    expect(of("channels")).toBeUndefined();
  });

  it("keeps a percent sign in a script that isn't encoded, and looks into no text without end", () => {
    const text = `${markerLine("transfer", 1)}\nvar share = "%41";`;
    const scriptsOf = (own: string) =>
      parseExport({ dialogComponents: [{ _id: "dc-1", script: own }] }).scripts;
    expect(scriptsOf(text)).toMatchObject([{ text }]);
    expect(scriptsOf(`${text}${" ".repeat(200_000)}`)).toEqual([]);
  });

  it("finds a marker in any form that a flow may have, encoded or not", () => {
    const shape = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom(start.text, encodeURIComponent(start.text), encodeURI(start.text)),
        fc.array(tie("any"), { minLength: 1, maxLength: 3 }),
        fc
          .tuple(fc.stringMatching(/^[a-z]{1,9}$/), tie("any"))
          .map(([name, inner]) => ({ [name]: inner, other: 1 })),
      ),
    })).any;
    fc.assert(
      fc.property(shape, (flow) => {
        const { scripts } = parseExport({ dialogComponents: [], flows: flow });
        expect(scripts.length).toBeGreaterThan(0);
        for (const each of scripts) expect(each).toMatchObject({ name: "start", text: start.text });
      }),
    );
  });

  it("is never a crash, whatever is in it", () => {
    fc.assert(fc.property(fc.anything(), (value) => void parseExport(value)));
    fc.assert(
      fc.property(fc.array(fc.anything()), fc.array(fc.anything()), (dialogs, dialogComponents) => {
        expect(parseExport({ dialogs, dialogComponents }).hasDialogs).toBe(true);
      }),
    );
  });

  it("is read in time that grows with its length, whatever somebody puts into it", () => {
    const many = 300_000;
    const nested = (depth: number) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
    const odd = { toString: 1, valueOf: 1 };
    const service = (more: object) => ({ _id: "dc-1", type: "service", endPoint: { host: "a" }, ...more });
    const definition = {
      dialogs: [{ nodes: [{ componentId: odd }, { componentId: nested(50_000) }, { componentId: "dc-1" }] }],
      dialogComponents: [
        { _id: odd, type: "script", script: odd },
        service({ endPoint: { protocol: `${"/".repeat(many)}a`, host: "a" } }),
        service({ endPoint: { host: `a${" ".repeat(many)}b` } }),
        service({ headers: { value: { a: nested(50_000) } }, payload: { value: nested(50_000) } }),
        ...Array.from({ length: 250 }, () => script(markerLine("transfer", 1).repeat(200))),
      ],
    };
    const began = performance.now();
    const parsed = parseExport(definition);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(parsed.scripts.length).toBeLessThanOrEqual(200);
    expect(parsed.services).toMatchObject([{ headers: { a: "" }, body: "" }]);
  });

  it("counts a marker once for each text and script, by its newest version", () => {
    const text = [1, 3, 2].map((version) => markerLine("transfer", version)).join("\n");
    const { scripts } = parseExport({ dialogComponents: [script(`${text}\n${markerLine("start", 1)}`)] });
    expect(scripts.map(({ name, version }) => [name, version])).toEqual([
      ["transfer", 3],
      ["start", 1],
    ]);
  });

  it("keeps nothing of scripts and texts without a marker but a hash", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^secret[a-z]{8,30}$/), (own) => {
        const parsed = parseExport({
          dialogs: [dialog("dc-1")],
          dialogComponents: [script(own)],
          sentences: [own],
        });
        expect(JSON.stringify({ ...parsed, unmarkedHashes: [...parsed.unmarkedHashes] })).not.toContain(own);
      }),
    );
  });

  it("joins the parts of a Service node's URL, reads its headers, and says where they are in no known form", () => {
    const service = (endPoint: object, headers: unknown) => ({
      _id: "dc-1",
      type: "service",
      endPoint: { method: "post", ...endPoint },
      headers,
      payload: { type: "raw", value: "{}" },
    });
    const urlOf = (endPoint: object, headers: unknown = { value: '{"A":"b"}' }) =>
      parseExport({ dialogs: [dialog("dc-1")], dialogComponents: [service(endPoint, headers)] }).services[0];
    expect(urlOf({ protocol: "https", host: "a.example", port: "", path: "/x?y={{z}}" })).toMatchObject({
      url: "https://a.example/x?y={{z}}",
      method: "POST",
      headers: { a: "b" },
      isInDialog: true,
    });
    expect(urlOf({ protocol: "https:", host: "a.example", port: 8443, path: "/x" })?.url).toBe(
      "https://a.example:8443/x",
    );
    expect(urlOf({ protocol: "", host: "{{env.U}}", path: "?a=1" })?.url).toBe("{{env.U}}?a=1");
    expect(urlOf({ host: "a" }, { value: "not json" })?.headers).toBeUndefined();
    expect(urlOf({ host: "a" }, null)?.headers).toEqual({});
  });
});

it("a marker is a line that any other text is unlikely to have", () => {
  expect(markerLine("start", 3)).toMatch(/^\/\/ Patchbay start script, version 3\./);
});
