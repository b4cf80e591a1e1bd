import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findMarkers } from "../proof/script-marker";
import { sampleInput } from "./sample-input";
import type { KoreZoomSettingsInput } from "./settings";
import { transferCode } from "./transfer-code";

type Transfer = NonNullable<KoreZoomSettingsInput["transfer"]>;

/** Kore's functions as a Message node's override for voice sees them, in a realm of their own. */
function runOnKore(transfer: Transfer, context: object = {}) {
  const { text } = transferCode(sampleInput({ transfer }).settings);
  const printed: unknown[] = [];
  const log: string[] = [];
  const verb =
    (kind: string) =>
    (...args: unknown[]) => ({ verb: kind, args });
  const globals = {
    context,
    print: (command: unknown) => void printed.push(command),
    voiceUtils: { hangup: verb("hangup"), refer: verb("refer"), invite: verb("invite") },
    koreDebugger: { log: (line: string) => void log.push(line) },
  };
  runInContext(text, createContext(globals, { codeGeneration: { strings: false, wasm: false } }), {
    timeout: 1000,
  });
  return { text, log, printed: JSON.parse(JSON.stringify(printed)) as { verb: string; args: unknown[] }[] };
}

const inConversation = "{{context.session.BotUserSession.intent}}";

describe("the code of the transfer", () => {
  it("hangs up with its headers, so that Zoom's flow goes on", () => {
    const headers = [
      { name: "X-Brand", value: "acme" },
      { name: "X-Intent", value: inConversation },
    ];
    const context = { session: { BotUserSession: { intent: "change booking" } } };
    const { printed, text } = runOnKore({ from: "dialog", message: "One moment.", headers }, context);
    expect(printed).toEqual([
      {
        verb: "hangup",
        args: [
          "One moment.",
          { "kore-reason": "TransferToAgent", "X-Brand": "acme", "X-Intent": "change booking" },
          true,
        ],
      },
    ]);
    expect(findMarkers(text)).toEqual([{ name: "zoom-transfer", version: 1 }]);
  });

  it.each(["+12065550100", "sip:agents@example.com:5061", "sips:a.b@example.com"])(
    "refers the call to %s, with no reason of its own",
    (target) => {
      const { printed } = runOnKore({ from: "dialog", method: "refer", target });
      expect(printed).toEqual([{ verb: "refer", args: ["", target, {}, true] }]);
    },
  );

  it("has no value that breaks out of it, whatever the texts are", () => {
    const texts = fc.string({ unit: "binary", maxLength: 200 });
    fc.assert(
      fc.property(texts, texts, (given, value) => {
        const message = given.trim();
        const isText = value.trim() !== "" && !/[{}]/.test(value);
        const headers = isText ? [{ name: "X-A", value }] : [];
        const { printed, text } = runOnKore({ from: "dialog", message, headers });
        expect(printed).toHaveLength(1);
        expect(printed[0]?.args[0]).toBe(message);
        expect(Object.keys(printed[0]?.args[1] ?? {})).toEqual(["kore-reason", ...(isText ? ["X-A"] : [])]);
        expect(text).not.toContain("</");
      }),
      { numRuns: 40 },
    );
    const attack = `"; print("x"); //\u2028</script>`;
    expect(runOnKore({ from: "dialog", message: attack }).printed[0]?.args[0]).toBe(attack);
  });

  it("transfers whatever the conversation holds, and puts no line break or object into a header", () => {
    const headers = [{ name: "X-Intent", value: inConversation }];
    fc.assert(
      fc.property(fc.anything(), (intent) => {
        const { printed } = runOnKore(
          { from: "dialog", headers },
          { session: { BotUserSession: { intent } } },
        );
        const sent = Object(printed[0]?.args[1])["X-Intent"];
        if (sent !== undefined) expect(sent).toMatch(/^[\x20-\x7e]{0,200}$/);
        expect(printed).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
    for (const context of [{}, { session: null }, { session: { BotUserSession: 4 } }]) {
      expect(runOnKore({ from: "dialog", headers }, context).printed[0]?.args[1]).toEqual({
        "kore-reason": "TransferToAgent",
      });
    }
    const throwing = {
      get session(): never {
        throw new Error("none");
      },
    };
    expect(runOnKore({ from: "dialog", headers }, throwing)).toMatchObject({
      log: ["A header was left out: X-Intent"],
      printed: [{ verb: "hangup" }],
    });
  });
});
