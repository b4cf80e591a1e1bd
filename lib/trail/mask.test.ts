import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TenantRole } from "@/lib/access/auth/permissions";
import { asContactId } from "@/lib/kernel/ids";
import { clearSightOf, inClear, isClear, loadSights, masked } from "@/lib/privacy/sight";
import type { PanelRow, SourceReport, TrailEvent } from "./event";
import { hiddenWords, maskFinding, maskReport } from "./mask";

const caller = "+12065550123";
const shown = "+1 206 ••• ••23";
const event = (more: Partial<TrailEvent>): TrailEvent => ({
  id: "flow-log:a",
  at: "2026-11-21T02:31:26.123Z",
  source: "flow-log",
  hop: "flow",
  severity: "info",
  code: "flow-log.block",
  title: "A block ran",
  contactId: asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f"),
  raw: {},
  ...more,
});
const report = (events: TrailEvent[], rows: Omit<PanelRow, "label">[] = []): SourceReport => ({
  source: "flow-log",
  title: "Flow log",
  state: "ok",
  events,
  panel: { title: "Facts", rows: rows.map((row) => ({ ...row, label: row.key })) },
  tookMs: 2065,
});
const rawOf = (raw: unknown) => {
  const out = maskReport(report([event({ raw })]), masked);
  return out.state === "failed" ? undefined : out.events[0]?.raw;
};

const transcriptsOnly = { phones: false, transcripts: true };

describe("who sees what", () => {
  it("shows nothing in clear to those who may not", () => {
    const of = (role: TenantRole) => clearSightOf(role, { supportSeesTranscripts: false });
    expect(of("support")).toEqual(masked);
    expect(of("viewer")).toEqual(masked);
    expect(of("admin")).toEqual(inClear);
    expect(of("operator")).toEqual(inClear);
  });

  it("is in clear with transcripts alone too, and only to those who asked", async () => {
    expect([masked, transcriptsOnly, inClear].map(isClear)).toEqual([false, true, true]);
    const rules = { hiddenKeys: ["plan"], shownKeys: [], supportSeesTranscripts: true };
    const db = { privacyRules: { findFirst: async () => rules } };
    const sights = (asked: boolean) =>
      loadSights(db as object as Parameters<typeof loadSights>[0], "support", asked);
    const keys = { hidden: ["plan"], shown: [] };
    expect(await sights(false)).toEqual({ sight: { ...masked, keys }, clear: transcriptsOnly });
    expect(await sights(true)).toMatchObject({ sight: { ...transcriptsOnly, keys } });
  });

  it("shows transcripts to support where the tenant allows it, and never to a viewer", () => {
    const of = (role: TenantRole) => clearSightOf(role, { supportSeesTranscripts: true });
    expect(of("support")).toEqual(transcriptsOnly);
    expect(of("viewer")).toEqual(masked);
    expect(of("admin")).toEqual(inClear);
  });
});

describe("masking what leaves the server", () => {
  it("leaves a call's ID whole though it looks like an email address, and no number in it", () => {
    const callId = "a84b4c76e66710@pc33.example.com";
    const out = maskReport(
      report(
        [event({ raw: { callId, mail: callId, body: `{"call_id":"${callId}"}` } })],
        [
          { key: "callId", value: callId, kind: "id" },
          { key: "userId", value: callId, kind: "id" },
        ],
      ),
      masked,
    );
    const hidden = "•••@pc33.example.com";
    expect(out).toMatchObject({
      events: [{ raw: { callId, mail: hidden, body: `{"call_id":"${callId}"}` } }],
      panel: { rows: [{ value: callId }, { value: hidden }] },
    });
    expect(rawOf({ callId: `${caller}@pc33.example.com` })).toEqual({ callId: `${shown}@pc33.example.com` });
    expect(rawOf({ callId: "jane.doe@example.com" })).toEqual({ callId: "•••@example.com" });
  });

  it("hides what was said also in JSON that was cut short", () => {
    const cut = JSON.stringify({ language: "en", summary: 'The caller said "lost" and' }).slice(0, -2);
    const hidden = `{"language":"en","summary":"${hiddenWords}`;
    expect(rawOf({ line: `posted ${cut}` })).toEqual({ line: `posted ${hidden}` });
    const twice = JSON.stringify({ body: cut }).slice(0, -2);
    expect(JSON.stringify(rawOf({ line: twice }))).not.toMatch(/lost|caller/);
    const out = maskReport(report([event({ title: `Checked a value: “${cut.slice(0, 40)}…”` })]), masked);
    expect(out.state !== "failed" && out.events[0]?.title).not.toContain("caller");
  });

  it("masks a number that somebody dictated for those who see transcripts alone, however it is grouped", () => {
    const said = ["2 0 6 5 5 5 0 1 2 3", "206 555 01 23", "206-555-01-23", "206, 555, 0123", "555 0123"];
    for (const number of said) {
      const words = `It's ${number}, from 2026-11-04.`;
      const row = { key: "callSummary", value: words };
      const events = [event({ kind: "transcript", title: words, detail: words, raw: { text: words } })];
      const out = maskReport(
        report([...events, event({ raw: { chatHistory: words } })], [row]),
        transcriptsOnly,
      );
      const clean = "It's ••• ••23, from 2026-11-04.";
      expect(out).toMatchObject({
        events: [{ title: clean, detail: clean, raw: { text: clean } }, { raw: { chatHistory: clean } }],
        panel: { rows: [{ value: clean }] },
      });
      expect(maskReport(report(events), inClear)).toMatchObject({ events: [{ title: words }] });
    }
    const ids = { at: "1762249202118", id: "0f8fad5b-d9cb-469f-a165-70867728950e" };
    expect(maskReport(report([event({ kind: "transcript", raw: ids })]), transcriptsOnly)).toMatchObject({
      events: [{ raw: ids }],
    });
  });

  it("masks a dictated number also in the turns of a conversation that another system repeats", () => {
    const turns = (text: string) => ({ chatHistory: [{ who: "caller", text }] });
    const rows = (text: string) => event({ raw: { ...turns(text), body: JSON.stringify(turns(text)) } });
    expect(maskReport(report([rows("2 0 6 5 5 5 0 1 2 3")]), transcriptsOnly)).toMatchObject({
      events: [{ raw: rows("••• ••23").raw }],
    });
  });

  it("takes the key of a flow log's attribute for the name of its value", () => {
    const log = (Key: string, Value: string) => ({ Parameters: { Key, Value } });
    expect(rawOf(log("callSummary", "The caller lost a card."))).toEqual(log("callSummary", hiddenWords));
    expect(rawOf(log("callbackNumber", "5550123"))).toEqual(log("callbackNumber", "••• ••23"));
    expect(rawOf(log("language", "en-GB"))).toEqual(log("language", "en-GB"));
    expect(rawOf(log("callSummary", ""))).toEqual(log("callSummary", ""));
  });

  it("masks numbers in titles, details, facts, raw JSON, findings and problems", () => {
    const one = event({
      title: `Call from ${caller}`,
      detail: `at ${caller}`,
      raw: { Parameters: { ToUser: caller } },
    });
    expect(
      JSON.stringify(
        maskReport(report([one], [{ key: "CustomerEndpoint", value: caller, kind: "phone" }]), masked),
      ),
    ).not.toContain("5550123");
    const finding = {
      code: "x",
      severity: "bad" as const,
      title: caller,
      cause: caller,
      nextStep: `Call ${caller}`,
      needs: "nothing" as const,
      evidence: ["flow-log:a"],
    };
    expect(maskFinding(finding, masked)).toEqual({
      ...finding,
      title: shown,
      cause: shown,
      nextStep: `Call ${shown}`,
      needs: "nothing",
    });
    const problem = { code: "x", sentence: caller, wayOut: caller, theirWords: `{"to":"${caller}"}` };
    const failed: SourceReport = { source: "s", title: "S", state: "failed", problem, tookMs: 1 };
    expect(JSON.stringify(maskReport(failed, masked))).not.toContain("5550123");
  });

  it("masks what a SIP ladder's messages name, and leaves the rest of them", () => {
    const text = `INVITE sip:+12065551118@3.224.189.218:5060 SIP/2.0\r\nf: <sip:${caller}@3.80.16.21>;tag=us\r\nCSeq: 1 INVITE`;
    const ladder = [{ at: "2026-11-21T02:31:26.123Z", from: "connect", label: "INVITE", text }];
    expect(rawOf({ ladder })).toEqual({
      ladder: [
        {
          ...ladder[0],
          text: `INVITE sip:+1 206 ••• ••18@3.224.189.218:5060 SIP/2.0\r\nf: <sip:${shown}@3.80.16.21>;tag=us\r\nCSeq: 1 INVITE`,
        },
      ],
    });
  });

  it("puts a line in the place of what was said, and tells nothing else of it", () => {
    const said = event({
      kind: "transcript",
      title: "Caller: my card is lost",
      detail: "card lost",
      raw: { text: "card lost" },
    });
    const out = maskReport(
      report([said], [{ key: "words", value: "card lost", kind: "transcript" }]),
      masked,
    );
    expect(JSON.stringify(out)).not.toMatch(/card|lost/);
    expect(out).toMatchObject({
      events: [{ title: hiddenWords }],
      panel: { rows: [{ value: hiddenWords }] },
    });
  });

  it("hides what the caller keyed in, and keeps the block's own name", () => {
    // No other rule knows these digits.
    const keys = "40917";
    const asked = event({
      kind: "keyed-in",
      title: "Asked the caller",
      detail: keys,
      raw: { ContactFlowModuleType: "StoreUserInput", Results: keys },
    });
    const out = maskReport(report([asked]), masked);
    expect(out).toMatchObject({ events: [{ title: "Asked the caller" }] });
    expect(JSON.stringify(out)).not.toContain(keys);
    expect(maskReport(report([asked]), inClear)).toMatchObject({ events: [{ detail: keys }] });
    expect(JSON.stringify(maskReport(report([asked]), transcriptsOnly))).not.toContain(keys);
  });

  it("masks the numbers in a transcript that is shown without them", () => {
    const said = event({
      kind: "transcript",
      title: `Caller: my card is lost, call ${caller}`,
      raw: { userInput: `my card is lost, call ${caller}` },
    });
    const out = JSON.stringify(maskReport(report([said]), transcriptsOnly));
    expect(out).toContain("my card is lost");
    expect(out).not.toContain("5550123");
  });

  it("hides a conversation in raw JSON and in attributes by its member's name, as objects and as text in text", () => {
    const inner = JSON.stringify({ chatHistory: [{ user: "card lost" }], score: 1 });
    expect(
      rawOf({ inputTranscript: "card lost", customData: `{"score":0.50,"x":${JSON.stringify(inner)}}` }),
    ).toEqual({
      inputTranscript: hiddenWords,
      customData: `{"score":0.50,"x":${JSON.stringify(JSON.stringify({ chatHistory: hiddenWords, score: 1 }))}}`,
    });
    const rows = [
      {
        key: "customData",
        value: `{"conversation_summary":{"text":"card lost"},"score":0.50}`,
        kind: "json" as const,
      },
    ];
    expect(maskReport(report([], rows), masked)).toMatchObject({
      panel: { rows: [{ value: `{"conversation_summary":"${hiddenWords}","score":0.50}` }] },
    });
  });

  it("keeps digits of text in JSON as they were, ids and times included", () => {
    const text = `INFO {"score":0.50,"big":12345678901234567890,"accountId":"206555012345","expiresAt":1764000000,"contactId":"3f0c1c34-5b0a-4c0e-9d3a-012065550123"} done`;
    expect(rawOf({ message: text })).toEqual({ message: text });
  });

  it("masks attributes whose name or value is a number", () => {
    const rows = [
      { key: "customerPhone", value: "442079460123" },
      { key: "note", value: "call me on 2065550123" },
      { key: "accountId", value: "442079460123" },
    ];
    expect(maskReport(report([], rows), masked)).toMatchObject({
      panel: { rows: [{ value: "••• ••23" }, { value: "call me on ••• ••23" }, { value: "442079460123" }] },
    });
  });

  it("finds the number at any depth of raw JSON and in JSON within its texts, and masking twice is masking once", () => {
    const { json } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { depthSize: "medium" },
        fc.constantFrom<unknown>(caller, 12065550123, `to ${caller} now`, 7, null, true, "", `tel:${caller}`),
        fc.array(tie("json"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("a", "phone", "summary", caller, "x y"), tie("json"), { maxKeys: 3 }),
        tie("json").map((value) => JSON.stringify(value)),
      ),
    }));
    fc.assert(
      fc.property(json, (raw) => {
        const once = rawOf(raw);
        expect(JSON.stringify(once) ?? "").not.toContain("5550123");
        expect(rawOf(once)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  it("never throws and changes nothing for those who see in clear, whatever was logged", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (raw, title) => {
        const one = report([event({ raw, title })]);
        expect(maskReport(one, inClear)).toEqual(one);
        expect(maskReport(one, masked).state).toBe("ok");
      }),
    );
  });
});
