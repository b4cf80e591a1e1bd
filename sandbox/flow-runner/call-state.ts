/** What the flows of one contact share, and what ends up in the contact record. */
export interface CallState {
  contactId: string;
  initialContactId: string;
  previousContactId: string | undefined;
  channel: "VOICE";
  initiationMethod: string;
  instanceArn: string;
  region: string;
  customerEndpoint: Endpoint;
  systemEndpoint: Endpoint;
  languageCode: string;
  voice: { id: string; engine: string };
  /** Contact attributes: 32 KB in all. */
  attributes: Record<string, string>;
  /** The last Lambda's answer: each invocation overwrites it. */
  external: Record<string, unknown>;
  queue: CallQueue | undefined;
  name: string | undefined;
  description: string | undefined;
  tags: Record<string, string>;
  references: Record<string, { Value: string; Type: string }>;
  eventHooks: Record<string, string>;
  mediaStreaming: boolean;
  recordedParticipants: string[];
  /** The Set logging behavior block; stays on over a transfer to another flow. */
  loggingEnabled: boolean;
  metrics: Record<string, string>;
}

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

/** The flow that is running. Flow attributes and loop counters end with it. */
export interface FlowFrame {
  id: string;
  arn: string;
  name: string;
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

/** The roots that a flow may refer to, as they stand now. */
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
    Queue: call.queue
      ? {
          Name: call.queue.name,
          ARN: call.queue.arn,
          OutboundCallerId: { Address: call.queue.outboundCallerId },
        }
      : {},
  };
}
