import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  DescribeStreamCommand,
  GetDataEndpointCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-kinesis-video";
import {
  GetMediaCommand,
  KinesisVideoMediaClient,
  type StartSelector,
} from "@aws-sdk/client-kinesis-video-media";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  failureOf,
  openTestSandbox,
  rootKeys,
  type SandboxUnderTest,
  type TestKeys,
} from "../../testing/open-test-sandbox";
import { readMatroska } from "../../vendors/shared/read-matroska";
import { findKey, kinesisVideoAlias } from "../kms/key-store";
import { endContactStream, openContactStream, putSpeech } from "./streams";

let sandbox: SandboxUnderTest;
let clients: ReturnType<SandboxUnderTest["clients"]>;
let call = { streamArn: "", startFragmentNumber: "" };
let aheadSeconds = 0;
let contacts = 0;
const roleArn = "arn:aws:iam::111122223333:role/reader";

beforeAll(async () => {
  sandbox = await openTestSandbox();
  clients = sandbox.clients();
  const trust = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "sts:AssumeRole",
  };
  await clients.iam.send(
    new CreateRoleCommand({ RoleName: "reader", AssumeRolePolicyDocument: policyOf(trust) }),
  );
  await clients.iam.send(
    new PutRolePolicyCommand({
      ...{ RoleName: "reader", PolicyName: "reads" },
      PolicyDocument: policyOf({
        Effect: "Allow",
        Action: ["kinesisvideo:GetDataEndpoint", "kinesisvideo:GetMedia", "kms:Decrypt"],
        Resource: "*",
      }),
    }),
  );
});
beforeEach(() => {
  call = startCall();
});
afterAll(() => sandbox.stop());

const policyOf = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

function startCall(changes: { keyArn?: string; retentionHours?: number } = {}) {
  contacts += 1;
  return openContactStream(sandbox.account, {
    ...{ contactId: `contact-${contacts}`, instanceAlias: "patchbay-sandbox", prefix: `p${contacts}` },
    ...{ keyArn: findKey(sandbox.account, kinesisVideoAlias)?.arn ?? "", retentionHours: 1, ...changes },
  });
}
const say = (text: string, track: "AUDIO_FROM_CUSTOMER" | "AUDIO_TO_CUSTOMER" = "AUDIO_FROM_CUSTOMER") =>
  putSpeech(sandbox.account, call.streamArn, { track, text });
const endCall = () => endContactStream(sandbox.account, call.streamArn);

async function moveAhead(seconds: number): Promise<void> {
  aheadSeconds += seconds;
  await sandbox.control("PUT", "/_sandbox/clock", { aheadSeconds });
}

const mediaActions = ["kinesisvideo:GetDataEndpoint", "kinesisvideo:GetMedia"];

/** A reader's session, as the function for transcription opens it: limited to exactly one stream. */
async function session(Resource: string | string[], Action = mediaActions): Promise<TestKeys> {
  const Policy = policyOf({ Effect: "Allow", Action, Resource });
  const { Credentials } = await clients.sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "contact", Policy }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
}

async function openMedia(selector: StartSelector, keys: TestKeys = rootKeys, StreamARN = call.streamArn) {
  const { DataEndpoint } = await sandbox
    .clients(keys)
    .kinesisVideo.send(new GetDataEndpointCommand({ StreamARN, APIName: "GET_MEDIA" }));
  return mediaAt(DataEndpoint, selector, keys, StreamARN);
}

async function mediaAt(
  endpoint: string | undefined,
  StartSelector: StartSelector,
  credentials: TestKeys = rootKeys,
  StreamARN = call.streamArn,
) {
  const client = new KinesisVideoMediaClient({
    ...{ credentials, region: "us-east-1", maxAttempts: 1 },
    ...(endpoint !== undefined && { endpoint }),
  });
  const { Payload } = await client.send(new GetMediaCommand({ StreamARN, StartSelector }));
  if (!Payload) throw new Error("There is no media.");
  return Payload;
}

type Line = Record<string, string | undefined>;

/** Each fragment's tags, with its track and what was said. */
async function readAll(media: Awaited<ReturnType<typeof mediaAt>>): Promise<Line[]> {
  const lines: Line[] = [];
  async function* whole() {
    yield await media.transformToByteArray();
  }
  for await (const { tags, track, content } of readMatroska(whole()))
    lines.push(track === undefined ? tags : { ...tags, Track: track, Text: content.toString("utf8") });
  return lines;
}
const earliest = { StartSelectorType: "EARLIEST" } as const;
const afterStart = () =>
  ({ StartSelectorType: "FRAGMENT_NUMBER", AfterFragmentNumber: call.startFragmentNumber }) as const;

describe("the media of a call", () => {
  it("comes while the call goes on, from the fragment that the flow was told, and ends with it", async () => {
    say("Hello.", "AUDIO_TO_CUSTOMER");
    const media = readAll(await openMedia(afterStart()));
    say("My order is late.");
    say("One moment.", "AUDIO_TO_CUSTOMER");
    endCall();
    const lines = await media;
    expect(lines.map(({ Track, Text }) => [Track, Text])).toEqual([
      ["AUDIO_TO_CUSTOMER", "Hello."],
      ["AUDIO_FROM_CUSTOMER", "My order is late."],
      ["AUDIO_TO_CUSTOMER", "One moment."],
    ]);
    expect(lines[0]).toMatchObject({
      ContactId: `contact-${contacts}`,
      AWS_KINESISVIDEO_SERVER_TIMESTAMP: expect.stringMatching(/^\d{10,}\.\d{3}$/),
    });
  });

  it("begins with what is kept, with what comes, after a token, or at a time", async () => {
    say("before");
    const all = readAll(await openMedia(earliest));
    const now = readAll(await openMedia({ StartSelectorType: "NOW" }));
    await moveAhead(2);
    say("after");
    endCall();
    const texts = (lines: Line[]) => lines.map(({ Text }) => Text);
    expect(texts(await all)).toEqual(["", "before", "after"]);
    expect(texts(await now)).toEqual(["after"]);
    const [, second] = await all;
    const token = second?.AWS_KINESISVIDEO_CONTINUATION_TOKEN;
    const resumed = await openMedia({ StartSelectorType: "CONTINUATION_TOKEN", ContinuationToken: token });
    expect(texts(await readAll(resumed))).toEqual(["after"]);
    const StartTimestamp = new Date(sandbox.account.clock.now() - 1000);
    const timed = await openMedia({ StartSelectorType: "SERVER_TIMESTAMP", StartTimestamp });
    expect(texts(await readAll(timed))).toEqual(["after"]);
  });

  it("is sent even without a retention, but only while it is said", async () => {
    call = startCall({ retentionHours: 0 });
    say("lost");
    const media = readAll(await openMedia({ StartSelectorType: "NOW" }));
    say("one");
    say("two");
    endCall();
    expect((await media).map(({ Text }) => Text)).toEqual(["one", "two"]);
  });

  it("ends after 45 minutes on one connection, and another one goes on", async () => {
    const media = readAll(await openMedia(afterStart()));
    say("early");
    await moveAhead(44 * 60);
    say("at 44 minutes");
    await moveAhead(60);
    const lines = await media;
    expect(lines.map(({ Text }) => Text)).toEqual(["early", "at 44 minutes"]);
    say("at 45 minutes");
    const AfterFragmentNumber = lines.at(-1)?.AWS_KINESISVIDEO_FRAGMENT_NUMBER;
    const next = readAll(await openMedia({ StartSelectorType: "FRAGMENT_NUMBER", AfterFragmentNumber }));
    endCall();
    expect((await next).map(({ Text }) => Text)).toEqual(["at 45 minutes"]);
  });

  it("is at the stream's own endpoint, and nowhere else", async () => {
    expect(await failureOf(mediaAt(sandbox.awsUrl, earliest))).toMatchObject({
      name: "InvalidEndpointException",
      status: 400,
    });
    expect(await failureOf(mediaAt(`${sandbox.awsUrl}/kinesisvideo/s-zz`, earliest))).toMatchObject({
      name: "InvalidEndpointException",
    });
  });

  it("can be asked for five times a second for each stream", async () => {
    const { kinesisVideo } = clients;
    const ask = () =>
      kinesisVideo.send(new GetDataEndpointCommand({ StreamARN: call.streamArn, APIName: "GET_MEDIA" }));
    for (let count = 0; count < 5; count += 1) await ask();
    expect(await failureOf(ask())).toMatchObject({ name: "ClientLimitExceededException", status: 400 });
    await moveAhead(1);
    await ask();
  });

  it.each([
    ["no number", { StartSelectorType: "FRAGMENT_NUMBER" } as const],
    ["no time", { StartSelectorType: "PRODUCER_TIMESTAMP" } as const],
    ["no token", { StartSelectorType: "CONTINUATION_TOKEN" } as const],
    ["a number of letters", { StartSelectorType: "FRAGMENT_NUMBER", AfterFragmentNumber: "x" } as const],
  ])("isn't sent for a selector with %s", async (_name, selector) => {
    expect(await failureOf(openMedia(selector))).toMatchObject({
      name: "InvalidArgumentException",
      status: 400,
    });
  });

  it("that has expired is reported in the answer, which has begun by then", async () => {
    await moveAhead(3600);
    say("late");
    expect(await readAll(await openMedia(afterStart()))).toEqual([
      { AWS_KINESISVIDEO_ERROR_CODE: "Requested fragment is not found", AWS_KINESISVIDEO_ERROR_ID: "4000" },
    ]);
  });
});

describe("a session limited to one stream", () => {
  it("reads that stream for an hour, and no other", async () => {
    const keys = await session(call.streamArn);
    say("Hello.");
    const other = startCall();
    expect(await failureOf(openMedia(earliest, keys, other.streamArn))).toMatchObject({
      name: "AccessDeniedException",
      status: 401,
      message: expect.stringContaining(
        "because no session policy allows the kinesisvideo:GetDataEndpoint action",
      ),
    });
    const withoutMedia = await session(call.streamArn, ["kinesisvideo:GetDataEndpoint"]);
    expect(await failureOf(openMedia(earliest, withoutMedia))).toMatchObject({
      name: "NotAuthorizedException",
      status: 401,
      message: expect.stringContaining("because no session policy allows the kinesisvideo:GetMedia action"),
    });
    const media = readAll(await openMedia(afterStart(), keys));
    await moveAhead(3601);
    endCall();
    // A connection isn't cut when the credentials expire; a new one is refused.
    expect((await media).map(({ Text }) => Text)).toEqual(["Hello."]);
    expect(await failureOf(openMedia(earliest, keys))).toMatchObject({ name: "ExpiredTokenException" });
  });

  it("needs kms:Decrypt in that limit too, with a customer's key", async () => {
    const { body } = await sandbox.control("POST", "/_sandbox/kms/keys", { alias: "alias/calls" });
    const { arn, keyId } = body as { arn: string; keyId: string };
    call = startCall({ keyArn: arn });
    say("secret");
    const without = await readAll(await openMedia(earliest, await session(call.streamArn)));
    expect(without).toEqual([
      {
        AWS_KINESISVIDEO_ERROR_CODE: "Access denied for the stream's KMS key",
        AWS_KINESISVIDEO_ERROR_ID: "4500",
      },
    ]);
    const keys = await session([call.streamArn, arn], [...mediaActions, "kms:Decrypt"]);
    endCall();
    expect((await readAll(await openMedia(earliest, keys))).map(({ Text }) => Text)).toEqual(["", "secret"]);
    for (const [state, id] of [
      ["Disabled", "4501"],
      ["PendingDeletion", "4505"],
    ]) {
      await sandbox.control("PUT", `/_sandbox/kms/keys/${keyId}`, { state });
      await moveAhead(1);
      expect(await readAll(await openMedia(earliest, keys))).toMatchObject([
        { AWS_KINESISVIDEO_ERROR_ID: id },
      ]);
    }
  });
});

it("streams are described and listed", async () => {
  const { kinesisVideo } = clients;
  const { StreamInfo } = await kinesisVideo.send(new DescribeStreamCommand({ StreamARN: call.streamArn }));
  expect(StreamInfo).toMatchObject({ StreamARN: call.streamArn, Status: "ACTIVE", DataRetentionInHours: 1 });
  const StreamNameCondition = {
    ComparisonOperator: "BEGINS_WITH",
    ComparisonValue: `p${contacts}-connect-`,
  } as const;
  const { StreamInfoList } = await kinesisVideo.send(new ListStreamsCommand({ StreamNameCondition }));
  expect(StreamInfoList).toEqual([StreamInfo]);
  const none = "arn:aws:kinesisvideo:us-east-1:111122223333:stream/none/1";
  expect(await failureOf(kinesisVideo.send(new DescribeStreamCommand({ StreamARN: none })))).toMatchObject({
    name: "ResourceNotFoundException",
    status: 404,
  });
  expect(await failureOf(kinesisVideo.send(new DescribeStreamCommand({})))).toMatchObject({
    name: "InvalidArgumentException",
  });
});
