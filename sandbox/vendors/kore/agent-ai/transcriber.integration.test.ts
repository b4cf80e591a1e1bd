import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { credentials, openTestBench, type TestBench } from "../../../calls/testing";
import { endContactStream, openContactStream, putSpeech } from "../../../services/kinesis-video/streams";
import { findKey, kinesisVideoAlias, kmsState } from "../../../services/kms/key-store";
import { tellSandbox } from "../../../testing/tell-sandbox";
import { memberOf } from "../../shared/read-request";
import type { AgentAiConversation } from "./agent-ai-store";
import { transcriptionBody } from "./testing";

let bench: TestBench;
let sts: STSClient;
let roleArn = "";
let calls = 0;
const bot = { botId: "st-agent-ai", clientId: "cs-agent-ai", clientSecret: "a-secret-of-the-bot" };

beforeAll(async () => {
  bench = await openTestBench();
  const config = { region: "us-east-1", endpoint: bench.sandbox.awsUrl, credentials };
  sts = new STSClient(config);
  const iam = new IAMClient(config);
  const { accountId } = bench.sandbox.account;
  const trust = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "sts:AssumeRole" },
    ],
  };
  const RoleName = "kvs-reader";
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }),
  );
  roleArn = Role?.Arn ?? "";
  const reads = {
    Effect: "Allow",
    Action: ["kinesisvideo:GetDataEndpoint", "kinesisvideo:GetMedia"],
    Resource: "*",
  };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [reads] });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "reads", PolicyDocument }));
  iam.destroy();
  await tellSandbox(`${bench.vendorUrls.kore}/_sandbox/bots/${bot.botId}`, "PUT", {
    ...bot,
    didNumber: "+12065550150",
  });
});
afterEach(async () => {
  await moveClock(0);
  await control("PUT", "transcriber", {});
  await control("PUT", `token-rules/${bot.botId}`, {});
});
afterAll(async () => {
  sts.destroy();
  await bench.stop();
});

const control = (method: string, path: string, body?: object) =>
  tellSandbox(`${bench.vendorUrls.kore}/_sandbox/agent-ai/${path}`, method, body);
const moveClock = (aheadSeconds: number) =>
  tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/clock`, "PUT", { aheadSeconds });

/** A call that is being streamed, and credentials for its stream or another one. */
async function streamedCall(resource?: string) {
  calls += 1;
  const { account } = bench.sandbox;
  const contactId = `0b2d8f4e-6e26-4a5e-9b7e-${String(calls).padStart(12, "0")}`;
  const keyArn = findKey(account, kinesisVideoAlias)?.arn ?? "";
  const settings = { instanceAlias: "patchbay-sandbox", prefix: `call${calls}`, keyArn, retentionHours: 1 };
  const opened = openContactStream(account, { contactId, ...settings });
  const allowed = { Effect: "Allow", Action: "kinesisvideo:*", Resource: resource ?? opened.streamArn };
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: contactId,
      DurationSeconds: 3600,
      Policy: JSON.stringify({ Version: "2012-10-17", Statement: [allowed] }),
    }),
  );
  const say = (track: "AUDIO_FROM_CUSTOMER" | "AUDIO_TO_CUSTOMER", text: string) =>
    putSpeech(account, opened.streamArn, { track, text });
  return {
    contactId,
    say,
    end: () => endContactStream(account, opened.streamArn),
    post: (changes: Parameters<typeof transcriptionBody>[1] = {}) =>
      postBody(transcriptionBody(bot, { ...opened, contactId, credentials: Credentials ?? {}, ...changes })),
  };
}

async function postBody(body: object): Promise<{ status: number; error: unknown }> {
  const answer = await fetch(`${bench.vendorUrls.kore}/integrations/amzn/voice/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    redirect: "manual",
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  return { status: answer.status, error: text.startsWith("{") ? memberOf(JSON.parse(text), "error") : text };
}

/** The conversation once it is as wanted. */
async function conversationOf(
  contactId: string,
  isWanted: (conversation: AgentAiConversation) => boolean,
): Promise<AgentAiConversation> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer: unknown = await (await control("GET", `conversations?contactId=${contactId}`)).json();
    const [found] = memberOf(answer, "conversations") as AgentAiConversation[];
    if (found && isWanted(found)) return found;
    if (Date.now() > deadline) throw new Error(`The conversation is ${JSON.stringify(found)}.`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
const isOver = ({ transcriptions }: AgentAiConversation) =>
  transcriptions.every(({ state }) => state !== "reading");
const wordsOf = ({ transcript }: AgentAiConversation) =>
  transcript.map(({ speaker, text }) => [speaker, text]);

describe("Agent AI's transcriber", () => {
  it("hears both sides with the credentials that were posted, until the contact ends", async () => {
    const call = await streamedCall();
    call.say("AUDIO_FROM_CUSTOMER", "Hello?");
    expect(await call.post()).toEqual({ status: 200, error: undefined });
    call.say("AUDIO_TO_CUSTOMER", "How can I help?");
    await conversationOf(call.contactId, ({ transcript }) => transcript.length === 2);
    call.end();
    const conversation = await conversationOf(call.contactId, isOver);
    expect(wordsOf(conversation)).toEqual([
      ["customer", "Hello?"],
      ["agent", "How can I help?"],
    ]);
    expect(conversation.transcriptions).toMatchObject([{ contactId: call.contactId, state: "ended" }]);
    expect(JSON.stringify(conversation)).not.toContain("SessionToken");
  });

  it("hears only the side that it was asked to hear", async () => {
    const call = await streamedCall();
    await call.post({ agent: false });
    call.say("AUDIO_TO_CUSTOMER", "How can I help?");
    call.say("AUDIO_FROM_CUSTOMER", "My bill is wrong.");
    call.end();
    expect(wordsOf(await conversationOf(call.contactId, isOver))).toEqual([
      ["customer", "My bill is wrong."],
    ]);
  });

  it("is refused by AWS with credentials for another stream, and passes AWS's error on", async () => {
    const call = await streamedCall("arn:aws:kinesisvideo:us-east-1:111122223333:stream/other/1");
    const { status, error } = await call.post();
    expect(status).toBe(502);
    expect(error).toMatch(/^(NotAuthorized|AccessDenied)Exception$/);
    expect((await conversationOf(call.contactId, isOver)).transcriptions).toMatchObject([
      { state: "failed", reason: error },
    ]);
    call.end();
  });

  it("can't read a stream whose key is disabled", async () => {
    const call = await streamedCall();
    const { account } = bench.sandbox;
    const key = findKey(account, kinesisVideoAlias);
    if (!key) throw new Error("The account has no key.");
    key.state = "Disabled";
    kmsState(account).save();
    expect(await call.post()).toEqual({ status: 502, error: "KMSDisabledException" });
    key.state = "Enabled";
    call.end();
  });

  it("opens a connection again that ended after 45 minutes, and stops when the credentials have expired", async () => {
    const call = await streamedCall();
    await call.post();
    call.say("AUDIO_FROM_CUSTOMER", "Hello?");
    await conversationOf(call.contactId, ({ transcript }) => transcript.length === 1);
    await moveClock(46 * 60);
    call.say("AUDIO_FROM_CUSTOMER", "Are you there?");
    await conversationOf(call.contactId, ({ transcript }) => transcript.length === 2);
    await moveClock(92 * 60);
    const conversation = await conversationOf(call.contactId, isOver);
    expect(conversation.transcriptions[0]).toMatchObject({
      state: "ended",
      reason: expect.stringMatching(/Expired|NotAuthorized|AccessDenied/),
    });
    call.end();
  });

  it("refuses a wrong secret, a wrong body, and what the bot's app enforces", async () => {
    const call = await streamedCall();
    expect(await call.post({ secret: "another" })).toEqual({ status: 401, error: "Unauthorized" });
    expect(await call.post({ streamArn: "arn" })).toEqual({ status: 400, error: "BadRequest" });
    for (const rule of ["requireJwe", "requireEncryptedPayload"]) {
      await control("PUT", `token-rules/${bot.botId}`, { [rule]: true });
      expect(await call.post()).toEqual({ status: 401, error: "Unauthorized" });
    }
    await control("PUT", `token-rules/${bot.botId}`, { requireJti: true });
    expect((await call.post()).status).toBe(200);
    call.end();
  });

  it.each([
    ["down", 503],
    ["unauthorized", 401],
    ["redirect", 302],
    ["rubbish", 500],
    ["slow", 200],
  ])("can be %s, for one conversation", async (trouble, status) => {
    const [one, other] = [await streamedCall(), await streamedCall()];
    await control("PUT", "transcriber", { trouble, contactId: one.contactId });
    expect([(await one.post()).status, (await other.post()).status]).toEqual([status, 200]);
    await control("PUT", "transcriber", { contactId: one.contactId });
    one.end();
    other.end();
  });

  it("can stop after the first words, although the call goes on", async () => {
    const call = await streamedCall();
    await control("PUT", "transcriber", { trouble: "ends-early", contactId: call.contactId });
    await call.post();
    call.say("AUDIO_FROM_CUSTOMER", "Hello?");
    await conversationOf(call.contactId, isOver);
    call.say("AUDIO_TO_CUSTOMER", "How can I help?");
    call.end();
    expect(wordsOf(await conversationOf(call.contactId, isOver))).toEqual([["customer", "Hello?"]]);
  });
});
