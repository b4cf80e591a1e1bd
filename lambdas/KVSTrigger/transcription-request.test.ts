import { afterEach, beforeEach, expect, test } from "vitest";
import { readJwt } from "../shared/kore/testing/read-jwt";
import { type FakeSides, secrets, startFakeSides } from "./testing/fake-sides";
import { contactId, conversationId, eventWith, parameters, streamArn, trigger } from "./testing/trigger";

let sides: FakeSides;
beforeEach(async () => {
  sides = await startFakeSides();
});
afterEach(() => sides.stop());

test("the transcriber gets the published body, with credentials for exactly this stream", async () => {
  const { answer, lines } = await trigger();
  expect(answer).toEqual({ lambdaResult: "Success", transcriberStatus: "200" });
  const [asked] = sides.sts.heard;
  expect(asked?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=ASIAOWN\/\d{8}\/us-east-1\/sts\/aws4_request, /,
  );
  const query = Object.fromEntries(new URLSearchParams(asked?.body));
  expect(query).toMatchObject({
    Action: "AssumeRole",
    RoleArn: "arn:aws:iam::111122223333:role/patchbay/acme-kvs-reader-role",
    RoleSessionName: contactId,
    DurationSeconds: "3600",
  });
  expect(JSON.parse(query.Policy ?? "")).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["kinesisvideo:GetDataEndpoint", "kinesisvideo:GetMedia"],
        Resource: streamArn,
      },
    ],
  });
  expect(sides.transcriber.heard.map(({ path }) => path)).toEqual(["/integrations/amzn/voice/"]);
  expect(JSON.parse(sides.transcriber.heard[0]?.body ?? "")).toEqual({
    streamARN: streamArn,
    startFragmentNum: "9134385",
    connectContactId: conversationId,
    languageCode: "en-GB",
    streamAudioFromCustomer: true,
    streamAudioToCustomer: true,
    awsTokenData: {
      Credentials: {
        AccessKeyId: "ASIAREADER",
        SecretAccessKey: secrets.secretAccessKey,
        SessionToken: secrets.sessionToken,
        Expiration: "2026-03-04T06:06:07Z",
      },
    },
    koreConfig: {
      botId: "st-1",
      token: expect.any(String),
      agentassistUrl: parameters.agentassistUrl,
      audioSocketURL: expect.stringMatching(
        /^wss:\/\/savg-webserver\.kore\.ai\/audiosocket\/amazonconnect\/\?/,
      ),
    },
  });
  expect(lines).toEqual([
    {
      level: "info",
      message: "Transcription started",
      code: "agentai.transcription",
      contactId,
      requestId: "request-1",
      result: "Success",
      transcriberStatus: "200",
      assumeMs: expect.any(Number),
      transcriberMs: expect.any(Number),
      totalMs: expect.any(Number),
    },
  ]);
});

test("each part of the audio socket's address is encoded, so a SIP URI can't add parameters", async () => {
  await trigger();
  const { koreConfig } = JSON.parse(sides.transcriber.heard[0]?.body ?? "");
  const url = new URL(koreConfig.audioSocketURL);
  const { token, ...query } = Object.fromEntries(url.searchParams);
  expect(query).toEqual({
    sipuri: parameters.sipUri,
    botId: "st-1",
    accountId: "acc 1",
    agentassist: "true",
  });
  expect(readJwt(token ?? "", secrets.clientSecret)).toMatchObject({ appId: "cs-1" });
});

test("both tokens expire, and each has an ID that no other has", async () => {
  await trigger();
  await trigger();
  const claims = sides.transcriber.heard.flatMap(({ body }) => {
    const { koreConfig } = JSON.parse(body);
    const audio = new URL(koreConfig.audioSocketURL).searchParams.get("token") ?? "";
    return [koreConfig.token, audio].map((token: string) => readJwt(token, secrets.clientSecret));
  });
  expect(claims[0]).toMatchObject({
    iss: "cs-1",
    sub: conversationId,
    aud: "https://idproxy.kore.com/authorize",
    botId: "st-1",
    isAnonymous: false,
  });
  expect(new Set(claims.map(({ jti }) => jti)).size).toBe(4);
  for (const { iat, exp } of claims) expect(Number(exp) - Number(iat)).toBe(7200);
});

test("without the entry's ID, the conversation is the contact's, and without a language it is en-US", async () => {
  const { koreConversationId: _none, languageCode: _neither, ...others } = parameters;
  await trigger(eventWith({}, { ...others, koreConversationId: "$.Attributes.koreConversationId" }));
  expect(JSON.parse(sides.transcriber.heard[0]?.body ?? "")).toMatchObject({
    connectContactId: contactId,
    languageCode: "en-US",
  });
});
