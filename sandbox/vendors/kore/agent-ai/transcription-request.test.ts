import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstBot } from "../first-bot";
import { noTokenRules } from "./agent-ai-store";
import { checkAudioToken, checkWidgetToken } from "./check-app-token";
import { signToken, transcriptionBody, widgetClaims } from "./testing";
import { readTranscriptionRequest } from "./transcription-request";

const bot = firstBot();
const now = Date.now();

describe("a request to the transcriber", () => {
  it("is read when it has everything that the published function posts", () => {
    expect(readTranscriptionRequest(transcriptionBody(bot))).toMatchObject({
      ok: true,
      request: { region: "us-east-1", languageCode: "en-US", hearsCustomer: true, botId: bot.botId },
    });
  });

  it.each([
    ["streamARN", "arn:aws:kinesisvideo:us-east-1:111122223333:stream/*/1"],
    ["startFragmentNum", ""],
    ["connectContactId", undefined],
    ["languageCode", "English"],
    ["streamAudioToCustomer", "true"],
    ["awsTokenData", { Credentials: { AccessKeyId: "ASIA" } }],
    ["koreConfig", {}],
  ])("is refused with a wrong %s, by the member's name and without its value", (name, value) => {
    const read = readTranscriptionRequest({ ...transcriptionBody(bot), [name]: value });
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining(name) });
  });

  it.each([
    ["plain HTTP", (url: string) => url.replace("wss:", "ws:")],
    ["another path", (url: string) => url.replace("/amazonconnect/", "/")],
    ["a SIP URI that isn't encoded", (url: string) => url.replace(/sipuri=[^&]*/, "sipuri=sip:1&x=@host")],
    ["another bot", (url: string) => url.replace(/botId=[^&]*/, "botId=st-other")],
    ["no token", (url: string) => url.replace(/token=[^&]*&/, "")],
  ])("is refused with %s in the audio socket's address", (_what, change) => {
    const body = transcriptionBody(bot);
    const { koreConfig } = body;
    const audioSocketURL = change(koreConfig.audioSocketURL);
    const read = readTranscriptionRequest({ ...body, koreConfig: { ...koreConfig, audioSocketURL } });
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining("audioSocketURL") });
  });

  it("never makes the reader throw", () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => typeof readTranscriptionRequest(body).ok === "boolean"));
  });
});

describe("a token of the bot's app", () => {
  const token = (changes: object = {}) => signToken({ ...widgetClaims(bot), ...changes }, bot.clientSecret);

  it("is right with the client secret, for this bot, until it expires", () => {
    const check = (given: string) => checkWidgetToken(given, bot, noTokenRules, now);
    expect(check(token())).toBeUndefined();
    const wrong = [
      signToken(widgetClaims(bot), "another secret"),
      signToken(widgetClaims(bot), bot.clientSecret, { alg: "none" }),
      token({ iss: "cs-other" }),
      token({ sub: "" }),
      token({ aud: "https://idproxy.com/authorize" }),
      token({ botId: "st-other" }),
      token({ exp: Math.floor(now / 1000) - 1 }),
      "a.b",
      "",
    ].map(check);
    expect(wrong.filter((why) => why === undefined)).toEqual([]);
    expect(new Set(wrong).size).toBe(8);
  });

  it("is refused by an app that enforces more than it has, each with a sentence of its own", () => {
    const check = (rules: object, given = token()) =>
      checkWidgetToken(given, bot, { ...noTokenRules, ...rules }, now);
    expect(check({ requireJti: true })).toBeUndefined();
    expect(check({ requireJti: true }, token({ jti: undefined }))).toContain("jti");
    expect(check({ requireJwe: true })).toContain("JWE");
    expect(check({ requireEncryptedPayload: true })).toContain("encryption");
    const audio = signToken({ appId: bot.clientId }, bot.clientSecret);
    expect(checkAudioToken(audio, bot, noTokenRules, now)).toBeUndefined();
    expect(checkAudioToken(audio, bot, { ...noTokenRules, requireJti: true }, now)).toContain("jti");
    expect(checkAudioToken(token(), bot, noTokenRules, now)).toContain("appId");
  });
});
