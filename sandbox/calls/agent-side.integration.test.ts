import {
  AssociateInstanceStorageConfigCommand,
  AssociatePhoneNumberContactFlowCommand,
  CreateContactFlowCommand,
  DescribeContactCommand,
  GetContactAttributesCommand,
  ListAssociatedContactsCommand,
  ListPhoneNumbersV2Command,
  UpdateQueueMaxContactsCommand,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BlockSketch, sketchFlow } from "../flow-runner/testing/fake-world";
import { connectState } from "../services/connect/connect-state";
import { kinesisVideoState } from "../services/kinesis-video/stream-store";
import { findKey, kinesisVideoAlias } from "../services/kms/key-store";
import { openTestBench, type TestBench } from "./testing";

let bench: TestBench;
let InstanceId = "";
let QueueId = "";
const from = "+12065550199";
const to = "+12065550100";
let flows = 0;

beforeAll(async () => {
  bench = await openTestBench();
  InstanceId = bench.instanceId;
  QueueId = connectState(bench.sandbox.account).data.queues[0]?.id ?? "";
});
afterAll(() => bench.stop());

const hangUp: BlockSketch = { type: "DisconnectParticipant" };
const done: BlockSketch = { type: "EndFlowExecution" };

async function create(
  blocks: Record<string, BlockSketch>,
  Type: "CONTACT_FLOW" | "AGENT_WHISPER" = "CONTACT_FLOW",
) {
  flows += 1;
  const [start = ""] = Object.keys(blocks);
  const made = await bench.connect.send(
    new CreateContactFlowCommand({
      InstanceId,
      Name: `Flow ${flows}`,
      Type,
      Content: sketchFlow(start, blocks),
    }),
  );
  return { id: made.ContactFlowId ?? "", arn: made.ContactFlowArn ?? "" };
}

async function answerWith(ContactFlowId: string): Promise<void> {
  const { ListPhoneNumbersSummaryList: [number] = [] } = await bench.connect.send(
    new ListPhoneNumbersV2Command({ InstanceId, PhoneNumberPrefix: to }),
  );
  const PhoneNumberId = number?.PhoneNumberId;
  await bench.connect.send(
    new AssociatePhoneNumberContactFlowCommand({ InstanceId, PhoneNumberId, ContactFlowId }),
  );
}

const log = (next: string): BlockSketch => ({
  type: "UpdateFlowLoggingBehavior",
  parameters: { FlowLoggingBehavior: "Enabled" },
  next,
});
const set = (Attributes: Record<string, string>, next: string): BlockSketch => ({
  type: "UpdateContactAttributes",
  parameters: { Attributes },
  next,
  errors: { NoMatchingError: next },
});
const stream = (MediaDirections: string[], next: string, MediaStreamingState = "Enabled"): BlockSketch => ({
  type: "UpdateContactMediaStreamingBehavior",
  parameters: {
    MediaStreamingState,
    MediaStreamType: "Audio",
    Participants: [{ ParticipantType: "Customer", MediaDirections }],
  },
  next,
  errors: { NoMatchingError: "streamless" },
});

/** To the queue, with these hooks set. */
function queued(EventHooks: Record<string, string>): Record<string, BlockSketch> {
  const hooks: BlockSketch = {
    type: "UpdateContactEventHooks",
    parameters: { EventHooks },
    next: "queue",
    errors: { NoMatchingError: "end" },
  };
  return {
    log: log("hooks"),
    hooks,
    queue: {
      type: "UpdateContactTargetQueue",
      parameters: { QueueId },
      next: "go",
      errors: { NoMatchingError: "end" },
    },
    go: {
      type: "TransferContactToQueue",
      next: "end",
      errors: { QueueAtCapacity: "full", NoMatchingError: "end" },
    },
    full: { type: "MessageParticipant", parameters: { Text: "All lines are busy." }, next: "end" },
    end: hangUp,
  };
}

const flowLog = (contactId: string) =>
  bench.logLines("/aws/connect/patchbay-sandbox").filter((line) => line.ContactId === contactId);
const typesOf = (contactId: string) =>
  flowLog(contactId).map(({ ContactFlowModuleType }) => ContactFlowModuleType);
const contactOf = async (ContactId: string) =>
  (await bench.connect.send(new DescribeContactCommand({ InstanceId, ContactId }))).Contact;
const saidTo = (streamArn: string | undefined) =>
  kinesisVideoState(bench.sandbox.account)
    .data.streams.find(({ arn }) => arn === streamArn)
    ?.fragments.filter(({ text }) => text !== "")
    .map(({ track, text, contactId }) => ({ track, text, contactId }));

describe("an agent who accepts a call", () => {
  it("hears the whisper flow, whose error branch is taken while the instance streams nothing", async () => {
    const whisper = await create(
      {
        stream: stream(["From", "To"], "yes"),
        yes: set({ streaming: "yes" }, "hi"),
        streamless: set({ streaming: "no" }, "hi"),
        hi: { type: "MessageParticipant", parameters: { Text: "A caller." }, next: "done" },
        done,
      },
      "AGENT_WHISPER",
    );
    await answerWith((await create(queued({ AgentWhisper: whisper.arn }))).id);
    const call = await bench.call({ from, to, ending: "agent" });
    expect(call.outcome).toBe("agent");
    expect(call.hooks?.map(({ hook, blocks }) => [hook, blocks.map(({ identifier }) => identifier)])).toEqual(
      [["AgentWhisper", ["stream", "streamless", "hi", "done"]]],
    );
    expect(typesOf(call.contactId).slice(-4)).toEqual([
      "StartMediaStreaming",
      "SetAttributes",
      "PlayPrompt",
      "Resume",
    ]);
    const contact = await contactOf(call.contactId);
    expect(contact?.Attributes?.streaming).toBe("no");
    const { AcceptedByAgentTimestamp, ConnectedToAgentTimestamp } = contact?.AgentInfo ?? {};
    expect(ConnectedToAgentTimestamp?.getTime()).toBeGreaterThan(
      AcceptedByAgentTimestamp?.getTime() ?? Number.NaN,
    );
    expect(kinesisVideoState(bench.sandbox.account).data.streams).toEqual([]);
  });

  it("has the call streamed, on both sides or one, until the contact ends", async () => {
    await bench.connect.send(
      new AssociateInstanceStorageConfigCommand({
        InstanceId,
        ResourceType: "MEDIA_STREAMS",
        StorageConfig: {
          StorageType: "KINESIS_VIDEO_STREAM",
          KinesisVideoStreamConfig: {
            Prefix: "calls",
            RetentionPeriodHours: 1,
            EncryptionConfig: {
              EncryptionType: "KMS",
              KeyId: findKey(bench.sandbox.account, kinesisVideoAlias)?.arn,
            },
          },
        },
      }),
    );
    const whisper = (MediaDirections: string[]) =>
      create(
        {
          stream: stream(MediaDirections, "keep"),
          keep: set({ stream: "$.MediaStreams.Customer.Audio.StreamARN" }, "done"),
          streamless: done,
          done,
        },
        "AGENT_WHISPER",
      );
    const lines = [
      { speaker: "agent", text: "How can I help?" },
      { speaker: "customer", text: "My bill is wrong." },
    ];
    const both = await whisper(["From", "To"]);
    await answerWith((await create(queued({ AgentWhisper: both.arn }))).id);
    const first = await bench.call({ from, to, ending: "agent", talk: { lines } });
    const arn = (await contactOf(first.contactId))?.Attributes?.stream;
    expect(arn).toMatch(/:stream\/calls-connect-patchbay-sandbox-contact-[0-9a-f-]{36}\/\d+$/);
    expect(saidTo(arn)).toEqual([
      { track: "AUDIO_TO_CUSTOMER", text: "How can I help?", contactId: first.contactId },
      { track: "AUDIO_FROM_CUSTOMER", text: "My bill is wrong.", contactId: first.contactId },
    ]);
    expect(kinesisVideoState(bench.sandbox.account).data.streams[0]?.contactId).toBeUndefined();
    const one = await whisper(["From"]);
    await answerWith((await create(queued({ AgentWhisper: one.arn }))).id);
    const second = await bench.call({ from, to, ending: "agent", talk: { lines } });
    expect((await contactOf(second.contactId))?.Attributes?.stream).toBe(arn);
    expect(
      saidTo(arn)
        ?.slice(2)
        .map(({ text }) => text),
    ).toEqual(["My bill is wrong."]);
  });

  it("stays streamed through flows and holds when streaming began at entry, and no longer after a stop", async () => {
    const quiet = await create(
      { stop: stream([], "done", "Disabled"), streamless: done, done },
      "AGENT_WHISPER",
    );
    const entry = async (hooks: Record<string, string>) => {
      const next = await create(queued(hooks));
      const transfer: BlockSketch = {
        type: "TransferToFlow",
        parameters: { ContactFlowId: next.arn },
        next: "streamless",
        errors: { NoMatchingError: "streamless" },
      };
      const keep = set({ stream: "$.MediaStreams.Customer.Audio.StreamARN" }, "transfer");
      await answerWith(
        (await create({ stream: stream(["From", "To"], "keep"), keep, transfer, streamless: hangUp })).id,
      );
    };
    const spoken = async (contactId: string) =>
      saidTo((await contactOf(contactId))?.Attributes?.stream)?.filter((one) => one.contactId === contactId)
        .length;
    await entry({});
    const through = await bench.call({ from, to, ending: "agent", talk: { turns: 6, hold: true } });
    expect(await spoken(through.contactId)).toBe(6);
    await entry({ AgentWhisper: quiet.arn });
    const stopped = await bench.call({ from, to, ending: "agent", talk: { turns: 6 } });
    expect(await spoken(stopped.contactId)).toBe(0);
  });
});

describe("an agent who hands the call over", () => {
  it("makes a new contact with the attributes so far, for which the whisper runs again", async () => {
    const whisper = await create(
      { keep: set({ "heard-by": "$.Agent.UserName", "heard-as": "$.ContactId" }, "done"), done },
      "AGENT_WHISPER",
    );
    const blocks = queued({ AgentWhisper: whisper.arn });
    const at = set({ conversation: "$.InitialContactId" }, "hooks");
    await answerWith((await create({ ...blocks, log: log("at"), at })).id);
    const call = await bench.call({ from, to, ending: "agent-transfers" });
    expect(call.outcome).toBe("agent");
    const { ContactSummaryList = [] } = await bench.connect.send(
      new ListAssociatedContactsCommand({ InstanceId, ContactId: call.contactId }),
    );
    const [, second] = ContactSummaryList;
    expect(ContactSummaryList).toHaveLength(2);
    expect(second).toMatchObject({
      InitialContactId: call.contactId,
      PreviousContactId: call.contactId,
      InitiationMethod: "TRANSFER",
    });
    expect((await contactOf(call.contactId))?.Attributes).toEqual({
      conversation: call.contactId,
      "heard-by": "sam",
      "heard-as": call.contactId,
    });
    expect(await contactOf(second?.ContactId ?? "")).toMatchObject({
      DisconnectReason: "AGENT_DISCONNECT",
      Attributes: { conversation: call.contactId, "heard-by": "alex", "heard-as": second?.ContactId },
    });
    expect(call.hooks?.map(({ hook, contactId }) => [hook, contactId])).toEqual([
      ["AgentWhisper", call.contactId],
      ["AgentWhisper", second?.ContactId],
    ]);
  });
});

describe("an agent who hangs up", () => {
  const guide = (next: string): Record<string, BlockSketch> => ({
    log: log("form"),
    form: {
      type: "ShowView",
      parameters: {
        ViewResource: { Id: "arn:aws:connect:us-east-1:aws:view/form:1" },
        InvocationTimeLimitSeconds: "54000",
        ViewData: {
          Sections: [
            {
              Type: "FormSection",
              Items: [
                {
                  Type: "Dropdown",
                  Name: "disposition",
                  Options: [
                    { Label: "Resolved", Value: "resolved" },
                    { Label: "Follow up", Value: "followup" },
                  ],
                },
                { Type: "Toggle", Name: "survey", Label: "Survey" },
              ],
            },
          ],
        },
      },
      next,
      conditions: [["Equals", "Next", "keep"]],
      errors: { NoMatchingCondition: "end", NoMatchingError: "end", TimeLimitExceeded: "end" },
    },
    keep: {
      type: "UpdateContactAttributes",
      parameters: {
        TargetContact: "Related",
        Attributes: {
          Disposition: "$.Views.ViewResultData.FormData.disposition.0",
          PostContactSurvey: "$.Views.ViewResultData.FormData.survey.0",
        },
      },
      next: "shown",
      errors: { NoMatchingError: "end" },
    },
    shown: {
      type: "ShowView",
      parameters: {
        ViewResource: { Id: "arn:aws:connect:us-east-1:aws:view/confirmation:1", Version: "Latest" },
        InvocationTimeLimitSeconds: "30",
        ViewData: { Heading: "Saved" },
      },
      next: "end",
      conditions: [["Equals", "Next", "end"]],
      errors: { NoMatchingCondition: "end", NoMatchingError: "end", TimeLimitExceeded: "end" },
    },
    end: hangUp,
  });

  it("fills in the guide that the queue flow chose, which runs for a contact of its own", async () => {
    const shown = await create(guide("end"));
    await answerWith((await create(queued({ DisconnectAgentUI: shown.arn }))).id);
    const call = await bench.call({
      from,
      to,
      ending: "agent",
      guide: { fields: { disposition: "followup" } },
    });
    const [hook] = call.hooks ?? [];
    expect([hook?.hook, hook?.blocks.map(({ identifier }) => identifier)]).toEqual([
      "DisconnectAgentUI",
      ["log", "form", "keep", "shown", "end"],
    ]);
    const { Attributes } = await bench.connect.send(
      new GetContactAttributesCommand({ InstanceId, InitialContactId: call.contactId }),
    );
    expect(Attributes).toEqual({ Disposition: "followup", PostContactSurvey: "false" });
    expect(await contactOf(hook?.contactId ?? "")).toMatchObject({
      Channel: "CHAT",
      RelatedContactId: call.contactId,
    });
    expect(typesOf(hook?.contactId ?? "")).toEqual([
      "SetLoggingBehavior",
      "ShowView",
      "SetAttributes",
      "SetAttributes",
      "ShowView",
      "Disconnect",
    ]);
    const contact = await contactOf(call.contactId);
    expect(contact?.AgentInfo?.AfterContactWorkEndTimestamp?.getTime()).toBeGreaterThan(
      contact?.DisconnectTimestamp?.getTime() ?? Number.NaN,
    );
  });

  it("leaves the attributes alone by skipping or ignoring the guide", async () => {
    const shown = await create(guide("end"));
    await answerWith((await create(queued({ DisconnectAgentUI: shown.arn }))).id);
    for (const wish of [{ action: "Back" }, { ignores: true }]) {
      const call = await bench.call({ from, to, ending: "agent", guide: wish });
      expect(call.hooks?.[0]?.blocks.map(({ identifier }) => identifier)).toEqual(["log", "form", "end"]);
      expect((await contactOf(call.contactId))?.Attributes).toEqual({});
    }
  });
});

it("keeps a caller on the line for the flow of a customer who remains", async () => {
  const survey = await create({
    ask: { type: "MessageParticipant", parameters: { Text: "How was it?" }, next: "keep" },
    keep: set({ survey: "asked" }, "end"),
    end: hangUp,
  });
  await answerWith((await create(queued({ CustomerRemaining: survey.arn }))).id);
  const call = await bench.call({ from, to, ending: "agent" });
  expect(call.hooks?.map(({ hook, contactId }) => [hook, contactId])).toEqual([
    ["CustomerRemaining", call.contactId],
  ]);
  expect((await contactOf(call.contactId))?.Attributes).toEqual({ survey: "asked" });
});

it("tells a caller that the queue is full", async () => {
  await answerWith((await create(queued({}))).id);
  await bench.connect.send(new UpdateQueueMaxContactsCommand({ InstanceId, QueueId, MaxContacts: 0 }));
  const call = await bench.call({ from, to, ending: "agent" });
  await bench.connect.send(new UpdateQueueMaxContactsCommand({ InstanceId, QueueId, MaxContacts: 100 }));
  expect(call.blocks.slice(-3).map(({ identifier }) => identifier)).toEqual(["go", "full", "end"]);
});

it.each([
  ["{ turns: 201 }", { turns: 201 }],
  ["{ seconds: -1 }", { seconds: -1 }],
  ["lines that are no list", { lines: "hello" }],
])("refuses a talk of %s", async (_what, talk) => {
  await expect(bench.call({ from, to, talk })).rejects.toThrow();
});
