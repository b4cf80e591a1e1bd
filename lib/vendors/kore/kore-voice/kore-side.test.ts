import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findMarkers, hashScript } from "../proof/script-marker";
import { koreScripts, koreSideOf, startScriptText, transferScriptText } from "./kore-side";
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
    expect(runOnKore(startScriptText, { bot: { channels: [{ handle: { sipHeaders } }] } }).kept).toEqual({
      "flow.sipHeaders": sipHeaders,
      "user.sipHeaders": sipHeaders,
    });
    for (const bot of [undefined, {}, { channels: [] }, { channels: [{}] }]) {
      expect(runOnKore(startScriptText, { bot }).kept["user.sipHeaders"]).toEqual([]);
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
        expect(runOnKore(transferScriptText, { user: { sipHeaders } }).kept["bot.ContactId"]).toBe(contactId);
      }),
    );
  });

  it("never stop the dialog, and say without any header's value why nothing was found", () => {
    const odd = fc.option(fc.oneof(fc.array(fc.anything()), fc.dictionary(fc.string(), fc.string())), {
      nil: undefined,
    });
    fc.assert(
      fc.property(odd, (sipHeaders) => {
        const { kept, log } = runOnKore(transferScriptText, { user: { sipHeaders } });
        expect(kept).toEqual({});
        expect(log).toHaveLength(1);
      }),
    );
    expect(runOnKore(transferScriptText, {}).log).toHaveLength(1);
  });
});

/** Of every version that a guide ever gave. A new version is a new line; a line never changes. */
const givenHashes: Record<string, readonly string[]> = {
  start: ["21cc36ad16558e337fd8bae66fceb754300738b9013df4fe044985a545316743"],
  transfer: ["4851f135ff3dae72e84675074261eee4f597e945a7289e03591e4dde4ff6bf5e"],
};

describe.each(Object.values(koreScripts))("the $name script", ({ name, version, text, unmarkedSha256 }) => {
  it("has another version for each text, because exports are compared with it", () => {
    expect(givenHashes[name]?.length).toBe(version);
    expect(givenHashes[name]?.[version - 1]).toBe(hashScript(text));
  });

  it("says its version in one marker, and was given once without it", () => {
    expect(findMarkers(text)).toEqual([{ name, version }]);
    const [, ...unmarked] = text.split("\n");
    if (version === 1) expect(hashScript(unmarked.join("\n"))).toBe(unmarkedSha256);
  });
});

describe("koreSideOf", () => {
  it("gives the Service node variables for this tenant's URL and token, and a body that is JSON", () => {
    const metadataFields = [{ name: "intent", value: "{{context.intent}}" }];
    const { serviceNode, variables, didNumber, allowlist } = koreSideOf(
      sampleInput({ metadataFields }, { outputs: sampleOutputs }),
    );
    expect(serviceNode.url).toBe(
      "{{env.PATCHBAY_METADATA_URL}}?contactId={{context.session.BotUserSession.ContactId}}",
    );
    expect(serviceNode.headers).toEqual({
      "Content-Type": "application/json",
      authorizationToken: "{{env.PATCHBAY_METADATA_TOKEN}}",
    });
    expect(variables).toEqual({
      names: { url: "PATCHBAY_METADATA_URL", token: "PATCHBAY_METADATA_TOKEN" },
      url: "https://abc123.execute-api.us-east-1.amazonaws.com/dev/kore-metadata",
      tokenSecret: "authToken",
    });
    expect(Object.keys(JSON.parse(serviceNode.body))).toEqual(["kore-instanceSessionId", "intent"]);
    expect(didNumber).toBe("+12065551118");
    expect(allowlist).toEqual(["3.80.16.0/23", "99.77.254.0/24"]);
  });
});

it("names variables without a hyphen, and apart for integrations that share a bot", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9-]{0,20}$/), (prefix) => {
      const { names } = koreSideOf(sampleInput({}, { prefix })).variables;
      expect(names.url).toMatch(/^PATCHBAY_METADATA_URL(_[A-Z0-9_]+)?$/);
    }),
  );
  const names = (prefix: string) => koreSideOf(sampleInput({}, { prefix })).variables.names.url;
  expect(names("acme-eu-")).toBe("PATCHBAY_METADATA_URL_ACME_EU");
});
