import { describeMediaStreams, type MediaStream } from "./media-stream";

/** What the flows of one contact share, and what the contact record gets. */
export interface CallState {
  contactId: string;
  initialContactId: string;
  previousContactId: string | undefined;
  channel: "VOICE" | "CHAT";
  initiationMethod: string;
  instanceArn: string;
  region: string;
  /** Only a voice contact has phone numbers. */
  customerEndpoint: Endpoint | undefined;
  systemEndpoint: Endpoint | undefined;
  languageCode: string;
  voice: { id: string; engine: string };
  /** Contact attributes: 32 KB in all. */
  attributes: Record<string, string>;
  /** The last Lambda function's answer: each invocation overwrites it. */
  external: Record<string, unknown>;
  queue: CallQueue | undefined;
  name: string | undefined;
  description: string | undefined;
  tags: Record<string, string>;
  references: Record<string, { Value: string; Type: string }>;
  eventHooks: Record<string, string>;
  mediaStream: MediaStream | undefined;
  /** The last view's outcome: each shown view overwrites it. */
  views: { Action?: string; ViewResultData?: Record<string, unknown> };
  agent: CallAgent | undefined;
  /** The contact that this one is about: the call, for a guide that is shown to its agent. */
  related: CallState | undefined;
  recordedParticipants: string[];
  /** Set by the Set logging behavior block; stays on across a transfer to another flow. */
  loggingEnabled: boolean;
  metrics: Record<string, string>;
}

/** A call before its first block; logging is off until a block turns it on. */
export function newCallState(
  call: Omit<CallState, keyof typeof untouched | "customerEndpoint" | "systemEndpoint">,
  numbers: { from: string; to: string },
): CallState {
  return {
    ...structuredClone(untouched),
    ...call,
    customerEndpoint: { Address: numbers.from, Type: "TELEPHONE_NUMBER" },
    systemEndpoint: { Address: numbers.to, Type: "TELEPHONE_NUMBER" },
  };
}

const untouched = {
  voice: { id: "Joanna", engine: "Standard" },
  attributes: {},
  external: {},
  queue: undefined,
  name: undefined,
  description: undefined,
  tags: {},
  references: {},
  eventHooks: {},
  mediaStream: undefined,
  views: {},
  agent: undefined,
  related: undefined,
  recordedParticipants: [],
  loggingEnabled: false,
  metrics: {},
};

export interface Endpoint {
  Address: string;
  Type: "TELEPHONE_NUMBER";
}

export interface CallQueue {
  id: string;
  arn: string;
  name: string;
  outboundCallerId: string | undefined;
}

/** The agent who has accepted the contact. */
export interface CallAgent {
  userName: string;
  arn: string;
}

/** The flow that is running. Flow attributes and loop counters end with it. */
export interface FlowFrame {
  id: string;
  arn: string;
  name: string;
  type: string;
  flowAttributes: Record<string, string>;
  loopCounts: Map<string, number>;
}

/** 32 KB of keys and values in UTF-8, over all contact attributes. */
export const attributesLimitBytes = 32 * 1024;

export function attributesSizeBytes(attributes: Readonly<Record<string, string>>): number {
  let size = 0;
  for (const [key, value] of Object.entries(attributes))
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
  return size;
}

/** The roots that a flow can refer to, with their current values. */
export function referenceScope(call: CallState, frame: FlowFrame): Record<string, unknown> {
  return {
    Attributes: call.attributes,
    FlowAttributes: frame.flowAttributes,
    External: call.external,
    CustomerEndpoint: call.customerEndpoint,
    SystemEndpoint: call.systemEndpoint,
    ContactId: call.contactId,
    InitialContactId: call.initialContactId,
    PreviousContactId: call.previousContactId,
    Channel: call.channel,
    InstanceARN: call.instanceArn,
    InitiationMethod: call.initiationMethod,
    LanguageCode: call.languageCode,
    AwsRegion: call.region,
    TextToSpeechVoice: call.voice.id,
    TextToSpeechVoiceId: call.voice.id,
    TextToSpeechEngine: call.voice.engine,
    References: call.references,
    Tags: call.tags,
    Name: call.name,
    Description: call.description,
    Metrics: { Queue: call.metrics },
    MediaStreams: describeMediaStreams(call.mediaStream),
    Views: call.views,
    RelatedContactId: call.related?.contactId,
    Agent: call.agent ? { UserName: call.agent.userName, ARN: call.agent.arn } : {},
    Queue: call.queue
      ? {
          Name: call.queue.name,
          ARN: call.queue.arn,
          OutboundCallerId: { Address: call.queue.outboundCallerId },
        }
      : {},
  };
}
