import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import { agentPageSettings } from "../testing/offer-agent-page";
import { agentAiPanel } from "./agent-panel";
import { sampleKore } from "./sample-settings";

const connection = sampleKore.kore;
const open = (settings: object = {}, more: object = {}) =>
  agentAiPanel({
    kind: "agent-ai-ccp",
    settings: { ...agentPageSettings, ...settings },
    connection,
    ...more,
  });
const contactId = asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f");
const initialContactId = asContactId("11111111-5b0a-4c0e-9d3a-0a1b2c3d4e5f");
const mint = (attributes: Record<string, string> = {}, settings: object = {}) =>
  open(settings)?.mint({ contactId, initialContactId, attributes }, { clientSecret: "s" }, 1_796_000_000_000);
const paramsOf = (minted: ReturnType<typeof mint>) =>
  Object(minted?.opening.urlParams) as Record<string, string>;

describe("Agent AI's panel", () => {
  it.each([
    ["another kind", { kind: "kore-voice" }],
    ["settings without the page", { settings: { ...agentPageSettings, ownPage: false } }],
    ["no settings", { settings: null }],
    ["no connection", { connection: undefined }],
  ])("isn't offered by %s", (_what, more) => {
    expect(open({}, more)).toBeUndefined();
  });

  it("takes its own page's address when the settings name one, and drops what else is in it", () => {
    const named = open({
      agentAi: { host: "https://agentassist.kore.ai/", iframeUrl: "https://a.kore.ai/w.html?token=x" },
    });
    expect(named?.url).toBe("https://a.kore.ai/w.html?source=patchbay");
  });

  it("signs agents in where a SAML instance says", () => {
    expect(open({ loginUrl: "https://sso.example.com/app" })?.loginUrl).toBe("https://sso.example.com/app");
    expect(open()).not.toHaveProperty("loginUrl");
    expect(open({ loginUrl: "javascript:alert(1)" })).not.toHaveProperty("loginUrl");
  });

  it("calls a conversation what the flow called it, else by the call's first contact", () => {
    expect(mint({ koreConversationId: "talk" })?.conversationId).toBe("talk");
    expect(mint()?.conversationId).toBe(initialContactId);
    expect(paramsOf(mint())).toMatchObject({ conversationid: initialContactId, channel: "voice" });
  });

  it("speaks the contact's language, the widget's own, or the transcription's, in this order", () => {
    expect(paramsOf(mint({ Language: "fr" }, { widgetLanguage: "de" })).interactiveLanguage).toBe("fr");
    expect(paramsOf(mint({}, { widgetLanguage: "de" })).interactiveLanguage).toBe("de");
    expect(paramsOf(mint()).interactiveLanguage).toBe("en");
  });

  it.each(["not json", "{", "Data not found", '{"fName":{"toString":1},"lName":"Ruiz"}'])(
    "leaves out %j, which would stop the widget",
    (customData) => {
      expect(paramsOf(mint({ customData }))).not.toHaveProperty("customData");
    },
  );

  it("passes the contact's JSON on byte for byte, also when it is large or names a prototype", () => {
    for (const customData of ['{"__proto__":{"a":1}}', JSON.stringify({ long: "x".repeat(40_000) })])
      expect(paramsOf(mint({ customData })).customData).toBe(customData);
    fc.assert(
      fc.property(fc.json(), (customData) => {
        expect(paramsOf(mint({ customData })).customData).toBe(customData);
      }),
    );
  });

  it("never lets a token live for more than twelve hours", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 720 }),
        fc.integer({ min: 0, max: 720 }),
        (handlingMinutes, afterWorkMinutes) => {
          const panel = open({ token: { handlingMinutes, afterWorkMinutes } });
          expect(panel?.tokenSeconds).toBe(Math.min(720, handlingMinutes + afterWorkMinutes) * 60);
        },
      ),
    );
  });
});
