import {
  AssociatePhoneNumberContactFlowCommand,
  CreateContactFlowCommand,
  DescribeContactCommand,
  ListPhoneNumbersV2Command,
} from "@aws-sdk/client-connect";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { credentials, openTestBench, type TestBench } from "../../../calls/testing";
import { type BlockSketch, sketchFlow } from "../../../flow-runner/testing/fake-world";
import { appIntegrationsState } from "../../../services/cloud-control/application-store";
import { connectState } from "../../../services/connect/connect-state";
import { kinesisVideoState } from "../../../services/kinesis-video/stream-store";
import { findKey, kinesisVideoAlias } from "../../../services/kms/key-store";
import { failureOf } from "../../../testing/open-test-sandbox";
import { tellSandbox } from "../../../testing/tell-sandbox";
import { transcriptionBody } from "./testing";

let bench: TestBench;
let InstanceId = "";
const from = "+12065550199";
const to = "+12065550100";
const end: BlockSketch = { type: "EndFlowExecution" };

/** In the whisper flow, because it begins once the agent has accepted. */
function whisper(): Record<string, BlockSketch> {
  const set = (value: string): BlockSketch => ({
    type: "UpdateContactAttributes",
    parameters: { Attributes: { streamed: value } },
    next: "end",
    errors: { NoMatchingError: "end" },
  });
  return {
    start: {
      type: "UpdateContactMediaStreamingBehavior",
      parameters: {
        MediaStreamingState: "Enabled",
        MediaStreamType: "Audio",
        Participants: [{ ParticipantType: "Customer", MediaDirections: ["To", "From"] }],
      },
      next: "keep",
      errors: { NoMatchingError: "failed" },
    },
    keep: set("yes $.MediaStreams.Customer.Audio.StreamARN"),
    failed: set("failed"),
    end,
  };
}

beforeAll(async () => {
  bench = await openTestBench();
  InstanceId = bench.instanceId;
  const file = connectState(bench.sandbox.account);
  const keyArn = findKey(bench.sandbox.account, kinesisVideoAlias)?.arn ?? "";
  file.data.storageConfigs.push({
    ...{ id: "media", resourceType: "MEDIA_STREAMS", storageType: "KINESIS_VIDEO_STREAM" },
    video: { prefix: "calls", retentionHours: 1, keyArn },
  });
  file.data.approvedOrigins.push("https://agentassist.example.com");
  const Content = sketchFlow("start", whisper());
  const { ContactFlowArn = "" } = await bench.connect.send(
    new CreateContactFlowCommand({ InstanceId, Name: "Whisper", Type: "AGENT_WHISPER", Content }),
  );
  const errors = { NoMatchingError: "end" };
  const main: Record<string, BlockSketch> = {
    hook: {
      ...{ type: "UpdateContactEventHooks", parameters: { EventHooks: { AgentWhisper: ContactFlowArn } } },
      ...{ next: "set", errors },
    },
    set: {
      ...{ type: "UpdateContactTargetQueue", parameters: { QueueId: file.data.queues[0]?.id } },
      ...{ next: "go", errors },
    },
    go: { type: "TransferContactToQueue", next: "end", errors: { ...errors, QueueAtCapacity: "end" } },
    end: { type: "DisconnectParticipant" },
  };
  const { ContactFlowId } = await bench.connect.send(
    new CreateContactFlowCommand({
      ...{ InstanceId, Name: "Main", Type: "CONTACT_FLOW", Content: sketchFlow("hook", main) },
    }),
  );
  const { ListPhoneNumbersSummaryList: [number] = [] } = await bench.connect.send(
    new ListPhoneNumbersV2Command({ InstanceId, PhoneNumberPrefix: to }),
  );
  const PhoneNumberId = number?.PhoneNumberId;
  await bench.connect.send(
    new AssociatePhoneNumberContactFlowCommand({ InstanceId, PhoneNumberId, ContactFlowId }),
  );
});
afterAll(() => bench.stop());

async function callWith(fault?: string) {
  const { contactId, outcome } = await bench.call({ from, to, ending: "agent", ...(fault && { fault }) });
  expect(outcome).toBe("agent");
  const { Contact } = await bench.connect.send(
    new DescribeContactCommand({ InstanceId, ContactId: contactId }),
  );
  const said = kinesisVideoState(bench.sandbox.account)
    .data.streams.flatMap(({ fragments }) => fragments)
    .filter((one) => one.contactId === contactId && one.text !== "");
  return {
    contact: Contact,
    streamed: Contact?.Attributes?.streamed ?? "",
    tracks: said.map(({ track }) => track),
  };
}

describe("a fault of one call with Agent AI", () => {
  it("leaves the contact without a stream, although its block succeeds", async () => {
    expect(await callWith("no-stream")).toMatchObject({ streamed: "yes ", tracks: [] });
  });

  it("keeps what the agent says from the stream", async () => {
    const { tracks } = await callWith("agent-side-not-streamed");
    expect([...new Set(tracks)]).toEqual(["AUDIO_FROM_CUSTOMER"]);
  });

  it("makes the contact's customData something else than JSON", async () => {
    const { contact } = await callWith("custom-data-not-json");
    expect(contact?.Attributes?.customData).toBe("not json");
  });

  it("lets a call last longer than a connection to its stream", async () => {
    const { contact } = await callWith("transcription-ends-early");
    const connectedAt = contact?.AgentInfo?.ConnectedToAgentTimestamp?.getTime() ?? Number.NaN;
    const minutes = ((contact?.DisconnectTimestamp?.getTime() ?? Number.NaN) - connectedAt) / 60_000;
    expect(minutes).toBeGreaterThan(45);
    expect(contact?.InitiationTimestamp?.getTime()).toBeLessThanOrEqual(connectedAt);
  });

  it.each([
    [
      "reader-role-refused",
      /assumed-role\/\S+ is not authorized to perform: sts:AssumeRole on resource: \S+$/,
    ],
    ["reader-boundary-refused", /because no permissions boundary allows the sts:AssumeRole action$/],
  ])("%s: STS refuses the session that has the contact's ID, and only that one", async (fault, message) => {
    const sts = new STSClient({
      region: "us-east-1",
      endpoint: bench.sandbox.awsUrl,
      credentials,
      maxAttempts: 1,
    });
    const placed = await tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/calls`, "POST", {
      ...{ from, to, fault, talk: { seconds: 3 } },
    });
    const { contactId } = (await placed.json()) as { contactId: string };
    const RoleArn = "arn:aws:iam::111122223333:role/none";
    const assume = (RoleSessionName: string) =>
      failureOf(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName })));
    expect(await assume(contactId)).toMatchObject({
      name: "AccessDenied",
      message: expect.stringMatching(message),
    });
    expect((await assume("another"))?.message).toContain("role/none");
    sts.destroy();
  });

  it.each([
    ["transcriber-refuses", 401],
    ["transcriber-silent", 0],
  ])("%s: the transcriber doesn't take the call's conversation, and takes others", async (fault, status) => {
    const placed = await tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/calls`, "POST", {
      ...{ from, to, fault, talk: { seconds: 3 } },
    });
    const { contactId } = (await placed.json()) as { contactId: string };
    const bot = { botId: "st-none", clientId: "cs", clientSecret: "secret" };
    const post = (body: object) =>
      fetch(`${bench.vendorUrls.kore}/integrations/amzn/voice/`, {
        ...{ method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } },
        signal: AbortSignal.timeout(1_000),
      }).then(
        async (answer): Promise<[number, string]> => [answer.status, await answer.text()],
        (): [number, string] => [0, ""],
      );
    // The vendor learns of it while the call begins.
    let met = await post(transcriptionBody(bot, { contactId }));
    for (let tries = 0; tries < 50 && met[1].includes("no such bot"); tries += 1)
      met = await post(transcriptionBody(bot, { contactId }));
    expect(met[0]).toBe(status);
    expect((await post(transcriptionBody(bot)))[1]).toContain("no such bot");
  });
});

it("widget-not-loaded: the widget's page isn't there during the call, and is there after it", async () => {
  const page = `${bench.vendorUrls.kore}/koreagentassist-sdk-v3/UI/agentassist-iframe.html?source=x`;
  const status = async () => (await fetch(page)).status;
  expect(await status()).toBe(200);
  const placed = await tellSandbox(`${bench.sandbox.awsUrl}/_sandbox/calls`, "POST", {
    ...{ from, to, fault: "widget-not-loaded", talk: { seconds: 2 } },
  });
  expect(placed.ok).toBe(true);
  await expect.poll(status, { timeout: 5_000 }).toBe(503);
  await expect.poll(status, { timeout: 20_000 }).toBe(200);
});

describe("a fault of the account", () => {
  it("turns media streaming off until the next call", async () => {
    expect(await callWith("media-streaming-off")).toMatchObject({ streamed: "failed", tracks: [] });
    expect((await callWith()).streamed).toContain("arn:aws:kinesisvideo:");
  });

  it("disables the stream's key, takes the origins, the application's permissions, and its profiles", async () => {
    const { account } = bench.sandbox;
    const file = connectState(account);
    const [profile] = file.data.securityProfiles;
    if (!profile) throw new Error("The instance has no security profile.");
    const ours = { Namespace: "ours", ApplicationPermissions: ["ACCESS"], Type: "THIRD_PARTY_APPLICATION" };
    profile.applications = [ours, { ...ours, Namespace: "tools", Type: "MCP" }];
    const ExternalUrlConfig = { AccessUrl: "https://agentassist.example.com" };
    const application = {
      ...{ id: "a", arn: "arn:a" },
      properties: {
        ...{ Name: "A", Namespace: "ours", ApplicationSourceConfig: { ExternalUrlConfig } },
        Permissions: ["Contact.Details.View"],
      },
    };
    appIntegrationsState(account).data.applications.push(application);
    const look = () => ({
      key: findKey(account, kinesisVideoAlias)?.state,
      origins: file.data.approvedOrigins.length,
      permissions: application.properties.Permissions?.length ?? 0,
      applications: profile.applications?.map(({ Namespace }) => Namespace),
    });
    const healthy = look();
    const seen = [];
    for (const fault of [
      "stream-key-refused",
      "origin-not-approved",
      "application-without-permission",
      "profile-without-application",
    ]) {
      await callWith(fault);
      seen.push(look());
    }
    expect(seen).toEqual([
      { ...healthy, key: "Disabled" },
      { ...healthy, origins: healthy.origins - 1 },
      { ...healthy, permissions: 0 },
      { ...healthy, applications: ["tools"] },
    ]);
    await callWith();
    expect(look()).toEqual(healthy);
  });
});
