import type { SandboxAccount } from "../../state/account";
import { childArn, stableId } from "./arns";
import type { ConnectState, Flow, Hours, Named, PhoneNumber, Queue } from "./connect-model";

/** A new instance: one alias, two queues, two numbers, one sample flow. */
export function seedConnect(account: SandboxAccount): ConnectState {
  const now = account.clock.now();
  const named = (kind: string, name: string): Named => ({
    id: stableId(account, `${kind}/${name}`),
    name,
    tags: {},
    modifiedAt: now,
  });
  const hours: Hours = {
    ...named("operating-hours", "Basic Hours"),
    timeZone: "America/New_York",
    config: roundTheClock(),
  };
  const queue = (name: string, description: string): Queue => ({
    ...named("queue", name),
    description,
    hoursId: hours.id,
    maxContacts: undefined,
    status: "ENABLED",
  });
  const queues = [
    queue("BasicQueue", "A simple, basic voice queue."),
    queue("Priority Support", "For callers who come first."),
  ];
  const state: ConnectState = {
    instance: {
      id: stableId(account, "instance"),
      alias: account.firstDay.alias,
      createdAt: now,
      attributes: {
        INBOUND_CALLS: "true",
        OUTBOUND_CALLS: "true",
        CONTACTFLOW_LOGS: "true",
        CONTACT_LENS: "false",
        AUTO_RESOLVE_BEST_VOICES: "true",
        USE_CUSTOM_TTS_VOICES: "false",
        EARLY_MEDIA: "true",
        MULTI_PARTY_CONFERENCE: "false",
        HIGH_VOLUME_OUTBOUND: "false",
        ENHANCED_CONTACT_MONITORING: "false",
        ENHANCED_CHAT_MONITORING: "false",
        MULTI_PARTY_CHAT_CONFERENCE: "false",
        MESSAGE_STREAMING: "false",
      },
      tags: {},
    },
    queues,
    hours: [hours],
    phoneNumbers: [],
    flows: [],
    prompts: [named("prompt", "Beep.wav"), named("prompt", "Music_Rock_EverywhereTheSunShines_Inst.wav")],
    users: ["sam", "alex"].map((name) => ({ ...named("agent", name), username: name })),
    securityProfiles: ["Admin", "Agent", "CallCenterManager", "QualityAnalyst"].map((name) =>
      named("security-profile", name),
    ),
    storageConfigs: [],
    approvedOrigins: [],
    numberMarket: { gone: [], releasedAt: {}, claimMilliseconds: 300, failure: undefined },
    views: [],
    modules: [],
    botAliasArns: [],
    lambdaArns: [],
    integrations: [],
    contacts: [],
    searchableAttributeKeys: [],
    ratesOn: false,
    flowLogsTwice: false,
    logGroupMade: false,
  };
  const content = sampleFlow(childArn(account, state, "queue", queues[0]?.id ?? ""));
  const flow = named("contact-flow", "Sample inbound flow");
  const seeded = (base: Named, type: string, description: string, text: string): Flow => ({
    ...base,
    type,
    description,
    state: "ACTIVE",
    published: text,
    saved: text,
  });
  state.flows = [
    seeded(flow, "CONTACT_FLOW", "Greets and queues.", content),
    // Two that AWS creates in every instance, and that imported flows refer to by name.
    seeded(named("contact-flow", "Sample queue customer"), "CONTACT_FLOW", "Queues.", content),
    seeded(named("contact-flow", "Default customer queue"), "CUSTOMER_QUEUE", "Waiting.", waitingFlow()),
  ];
  state.phoneNumbers = account.firstDay.phoneNumbers.map((number) => makeNumber(account, number, flow.id));
  return state;
}

/** A claimed number that leads to this flow; to none when undefined. */
export function makeNumber(
  account: Pick<SandboxAccount, "firstDay">,
  number: string,
  flowId: string | undefined,
): PhoneNumber {
  return {
    id: stableId(account, `phone-number/${number}`),
    number,
    countryCode: "US",
    type: "DID",
    description: "",
    flowId,
    tags: {},
  };
}

function roundTheClock(): Hours["config"] {
  const days = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
  return days.map((Day) => ({ Day, StartTime: { Hours: 0, Minutes: 0 }, EndTime: { Hours: 0, Minutes: 0 } }));
}

function waitingFlow(): string {
  const messages = [{ Text: "Thank you for waiting." }];
  const error = { ErrorType: "NoMatchingError", NextAction: "end" };
  return JSON.stringify({
    Version: "2019-10-30",
    StartAction: "wait",
    Metadata: {},
    Actions: [
      {
        Identifier: "wait",
        Type: "MessageParticipantIteratively",
        Parameters: { Messages: messages },
        Transitions: { Errors: [error] },
      },
      { Identifier: "end", Type: "EndFlowExecution", Parameters: {}, Transitions: {} },
    ],
  });
}

function sampleFlow(queueArn: string): string {
  const error = (ErrorType: string) => ({ ErrorType, NextAction: "goodbye" });
  return JSON.stringify({
    Version: "2019-10-30",
    StartAction: "logging",
    Metadata: {},
    Actions: [
      {
        Identifier: "logging",
        Type: "UpdateFlowLoggingBehavior",
        Parameters: { FlowLoggingBehavior: "Enabled" },
        Transitions: { NextAction: "hello" },
      },
      {
        Identifier: "hello",
        Type: "MessageParticipant",
        Parameters: { Text: "Hello, and thank you for calling." },
        Transitions: { NextAction: "queue", Errors: [error("NoMatchingError")] },
      },
      {
        Identifier: "queue",
        Type: "UpdateContactTargetQueue",
        Parameters: { QueueId: queueArn },
        Transitions: { NextAction: "transfer", Errors: [error("NoMatchingError")] },
      },
      {
        Identifier: "transfer",
        Type: "TransferContactToQueue",
        Parameters: {},
        Transitions: { NextAction: "goodbye", Errors: [error("QueueAtCapacity"), error("NoMatchingError")] },
      },
      { Identifier: "goodbye", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} },
    ],
  });
}
