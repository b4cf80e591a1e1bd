import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstAccountId } from "../../state/account";
import { inRanges } from "../shared/in-range";
import { headerOf, readSip, writeSip } from "../shared/sip-text";
import type { Bot } from "./bot";
import { checkToken } from "./check-token";
import { fillTemplate } from "./fill-template";
import { firstBot } from "./first-bot";
import { runScript, type ScriptMemory } from "./run-script";
import { KoreStore } from "./store";

const memory = (): ScriptMemory => ({
  BotUserSession: {
    channels: [{ handle: { sipHeaders: [{ name: "x-amzn-connectcontactid", value: "c-1" }] } }],
  },
  UserSession: {},
  UserContext: {},
  callFlow: {},
});

describe("Kore's script nodes", () => {
  it("pass SIP headers from the start flow to the bot's session, and read the contact ID from them", async () => {
    const start = await runScript(
      "setCallFlowVariable('h', context.BotUserSession.channels[0].handle.sipHeaders); userSessionUtils.put('sipHeaders', getCallFlowVariable('h'));",
      memory(),
    );
    const transfer = await runScript(
      `const found = context.session.UserSession.sipHeaders.find((h) => h.name.toLowerCase() === "x-amzn-connectcontactid");
       BotUserSession.put("ContactId", found.value); koreDebugger.log("found it");`,
      start.memory,
    );
    expect(transfer.memory.BotUserSession.ContactId).toBe("c-1");
    expect(transfer.debug).toEqual(["found it"]);
    expect(
      fillTemplate("/kore-metadata?contactId={{context.session.BotUserSession.ContactId}}", transfer.memory),
    ).toBe("/kore-metadata?contactId=c-1");
  });

  it("end after a second, whatever they do, and keep their variables", async () => {
    for (const source of ["while (true) {}", "Promise.resolve().then(async () => { while (true) {} })"]) {
      const ran = await runScript(source, memory());
      expect(ran.error).toContain("timed out");
      expect(ran.memory).toEqual(memory());
    }
  });

  it.each([
    ["process.exit(1)", "process is not defined"],
    ["require('fs')", "require is not defined"],
    ["this.constructor.constructor('return process')()", "Code generation from strings disallowed"],
    ["fetch('http://x')", "fetch is not defined"],
    ["syntax error here", "Unexpected identifier"],
  ])("can't reach this process: %s", async (source, error) =>
    expect((await runScript(source, memory())).error).toContain(error),
  );
});

describe("the template of a Service node", () => {
  it("fills in values of any kind and leaves missing ones empty", () => {
    const filled = { ...memory(), UserContext: { list: [1, { a: "b" }] } };
    expect(
      fillTemplate(
        "{{context.session.UserContext.list[1]}}|{{context.session.UserContext.nothing}}|{{other}}",
        filled,
      ),
    ).toBe('{"a":"b"}||{{other}}');
  });
});

describe("an allowlist", () => {
  it("accepts ranges and single addresses, and nothing else", () => {
    expect(inRanges("3.80.17.200", ["99.77.254.0/24", "3.80.16.0/23"])).toBe(true);
    expect(inRanges("3.80.18.1", ["3.80.16.0/23"])).toBe(false);
    expect(inRanges("10.0.0.1", ["10.0.0.1"])).toBe(true);
    expect(inRanges("10.0.0.1", ["nonsense", "10.0.0.0/99"])).toBe(false);
  });
});

describe("a SIP message", () => {
  it("is parsed as it was written, and no value adds a header", () => {
    const token = fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,20}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(token, fc.string()), { maxLength: 8 }), fc.string(), (pairs, body) => {
        const text = writeSip(
          "BYE sip:a@b SIP/2.0",
          pairs.map(([name, value]) => ({ name, value })),
          body,
        );
        const read = readSip(text);
        expect(read?.headers).toHaveLength(pairs.length + 1);
        expect(read?.body).toBe(body);
      }),
    );
  });

  it("has headers with case-insensitive names", () => {
    const read = readSip(
      writeSip("INVITE sip:a@b SIP/2.0", [{ name: "X-Amzn-ConnectContactId", value: "c-1" }]),
    );
    expect(read && headerOf(read, "x-amzn-connectcontactid")).toBe("c-1");
  });
});

describe("the token of the public API", () => {
  const bot: Bot = {
    botId: "st-1",
    clientId: "cs-1",
    clientSecret: "secret",
    didNumber: "+1",
    startScript: "",
    transferScript: "",
    serviceNode: undefined,
  };
  const sign = (claims: object, secret = "secret", alg = "HS256") => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = `${part({ alg, typ: "JWT" })}.${part(claims)}`;
    return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
  };

  it("is accepted when it is signed with the client secret", () => {
    expect(checkToken(sign({ sub: "u", appId: "cs-1" }), bot, 0)).toBeUndefined();
  });

  it.each([
    ["absent", undefined, "missing"],
    ["no JWT", "a.b", "not a JWT"],
    ["signed with another secret", sign({ sub: "u", appId: "cs-1" }, "other"), "signature"],
    ["of another app", sign({ sub: "u", appId: "cs-2" }), "appId"],
    ["without sub", sign({ appId: "cs-1" }), "no sub"],
    ["of another algorithm", sign({ sub: "u", appId: "cs-1" }, "secret", "none"), "algorithm"],
    ["expired", sign({ sub: "u", appId: "cs-1", exp: 1 }), "expired"],
  ])("is refused when it is %s, and says so", (_what, token, why) =>
    expect(checkToken(token, bot, 10_000)).toContain(why),
  );
});

it("treats bots that an earlier sandbox stored without an account as the first account's", () => {
  const folder = mkdtempSync(join(tmpdir(), "kore-"));
  try {
    const { owner: _, ...bot }: Bot = { ...firstBot(), botId: "st-old" };
    writeFileSync(join(folder, "kore.json"), JSON.stringify({ bots: { "st-old": bot }, conversations: [] }));
    const store = new KoreStore(folder);
    expect(store.botOf(firstAccountId, "st-old")).toEqual(bot);
    expect(store.botOf("999988887777", "st-old")).toBeUndefined();
    expect(store.botOfNumber(firstAccountId, bot.didNumber)).toEqual(bot);
    expect(store.isTaken("999988887777", bot)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
