import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { koreSideOf, START_SCRIPT, TRANSFER_SCRIPT } from "./kore-side";
import { sampleInput, sampleOutputs } from "./sample-input";

/** Kore's objects as its script nodes see them, in a realm of their own. */
function runOnKore(script: string, session: Record<string, unknown>) {
  const kept: Record<string, unknown> = {};
  const log: string[] = [];
  const store = (prefix: string) => ({
    put(name: string, value: unknown) {
      kept[`${prefix}.${name}`] = value;
    },
  });
  const globals = {
    context: {
      BotUserSession: session.bot,
      session: { UserSession: session.user, BotUserSession: session.bot },
    },
    setCallFlowVariable: store("flow").put,
    getCallFlowVariable: (name: string) => kept[`flow.${name}`],
    userSessionUtils: store("user"),
    BotUserSession: store("bot"),
    koreDebugger: { log: (line: string) => void log.push(line) },
  };
  runInContext(script, createContext(globals, { codeGeneration: { strings: false, wasm: false } }), {
    timeout: 1000,
  });
  return { kept: JSON.parse(JSON.stringify(kept)) as Record<string, unknown>, log };
}

const contactId = "5f3c1c1e-7d3b-4a83-9d0d-7a0f4a8a1b2c";

describe("the scripts for Kore", () => {
  it("keep the SIP headers, also when there are none", () => {
    const sipHeaders = [{ name: "X-A", value: "1" }];
    expect(runOnKore(START_SCRIPT, { bot: { channels: [{ handle: { sipHeaders } }] } }).kept).toEqual({
      "flow.sipHeaders": sipHeaders,
      "user.sipHeaders": sipHeaders,
    });
    for (const bot of [undefined, {}, { channels: [] }, { channels: [{}] }]) {
      expect(runOnKore(START_SCRIPT, { bot }).kept["user.sipHeaders"]).toEqual([]);
    }
  });

  it("find the contact id however the header's name is written, in a list or an object", () => {
    const anyCase = fc.mixedCase(fc.constant("X-Amzn-ConnectContactId"));
    fc.assert(
      fc.property(anyCase, fc.boolean(), (name, asList) => {
        const others = { "User-Agent": "x", "X-Amzn-ConnectInitialContactId": "other" };
        const headers = { ...others, [name]: ` ${contactId} ` };
        const sipHeaders = asList
          ? Object.entries(headers).map(([key, value]) => ({ name: key, value }))
          : headers;
        expect(runOnKore(TRANSFER_SCRIPT, { user: { sipHeaders } }).kept["bot.ContactId"]).toBe(contactId);
      }),
    );
  });

  it("never stop the dialog, and say without any header's value why nothing was found", () => {
    const odd = fc.option(fc.oneof(fc.array(fc.anything()), fc.dictionary(fc.string(), fc.string())), {
      nil: undefined,
    });
    fc.assert(
      fc.property(odd, (sipHeaders) => {
        const { kept, log } = runOnKore(TRANSFER_SCRIPT, { user: { sipHeaders } });
        expect(kept).toEqual({});
        expect(log).toHaveLength(1);
      }),
    );
    expect(runOnKore(TRANSFER_SCRIPT, {}).log).toHaveLength(1);
  });
});

describe("koreSideOf", () => {
  it("gives the Service node this tenant's URL, the token by name only, and a body that is JSON", () => {
    const metadataFields = [{ name: "intent", value: "{{context.intent}}" }];
    const { serviceNode, didNumber, allowlist } = koreSideOf(
      sampleInput({ metadataFields }, { outputs: sampleOutputs }),
    );
    expect(serviceNode.url).toBe(
      "https://abc123.execute-api.us-east-1.amazonaws.com/dev/kore-metadata?contactId={{context.session.BotUserSession.ContactId}}",
    );
    expect(serviceNode.headers).toEqual({
      "Content-Type": "application/json",
      authorizationToken: { $secret: "authToken" },
    });
    expect(Object.keys(JSON.parse(serviceNode.body))).toEqual(["kore-instanceSessionId", "intent"]);
    expect(didNumber).toBe("+12065551118");
    expect(allowlist).toEqual(["3.80.16.0/23", "99.77.254.0/24"]);
  });
});
