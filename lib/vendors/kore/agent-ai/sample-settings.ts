import fc from "fast-check";
import {
  arbitraryPrefix,
  arbitrarySettings,
  arbitraryText,
  sampleInstanceArn,
  sampleSettings,
} from "@/lib/blueprints/shared/sample-parts";
import { simulatedAgentAi } from "./presets";

/** Settings that both kinds have no default for. */
export const sampleAgentAi = { ...sampleSettings, agentAi: { ...simulatedAgentAi } };

export const sampleKore = {
  kore: {
    host: "https://platform.kore.ai",
    botId: "st-sandbox-0001",
    clientId: "cs-sandbox-0001",
    voiceGatewayRegion: "us-east",
    didNumber: "+12065551118",
  },
};

/** A console around the blueprints that has a public address and no sandbox. */
export const sampleConsole = {
  simulated: () => undefined,
  publicUrl: () => "https://patchbay.example.com",
  isListed: ({ hostname }: URL) => hostname === "listed.example.com",
};

/** What a deployment leaves behind that the guide shows. */
export const sampleAgentAiOutputs = {
  flow: { id: "f", arn: `${sampleInstanceArn}/contact-flow/f` },
  "widget-api": {
    id: "a",
    url: "https://abc123.execute-api.us-east-1.amazonaws.com",
    executionArn: "arn:aws:execute-api:us-east-1:111122223333:abc123",
  },
};

const arbitraryFullQueue = fc.oneof(
  fc.constant({ goesTo: "goodbye" as const }),
  fc.uuid().map((queueId) => ({ goesTo: "queue" as const, queueId })),
  fc.uuid().map((flowId) => ({ goesTo: "flow" as const, flowId })),
);

/** Settings that both kinds take. */
export const arbitraryAgentAi = {
  ...arbitrarySettings,
  texts: fc.record({
    welcome: arbitraryText,
    closed: arbitraryText,
    queueFull: arbitraryText,
    goodbye: arbitraryText,
  }),
  engine: fc.constantFrom("Standard" as const, "Neural" as const, "Generative" as const),
  startAt: fc.constantFrom("whisper" as const, "entry" as const),
  fullQueue: arbitraryFullQueue,
  joinedFlowId: fc.uuid(),
  claimedNumber: fc.constantFrom(
    { number: "+12065550142", country: "US", numberType: "DID" as const },
    { number: "+448005550142", country: "GB", numberType: "TOLL_FREE" as const },
  ),
  languageCode: fc.constantFrom("en", "en-US", "es", "fil-PH"),
  widgetLanguage: fc.constantFrom("", "en", "de"),
  disposition: fc.record({
    enabled: fc.boolean(),
    label: arbitraryText,
    options: fc.uniqueArray(fc.record({ value: fc.stringMatching(/^[a-z]{1,8}$/), label: arbitraryText }), {
      selector: ({ value }) => value,
      minLength: 1,
      maxLength: 5,
    }),
  }),
  mediaStreams: fc.record({
    prefix: fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/),
    retentionHours: fc.integer({ min: 1, max: 100 }),
    keyId: fc.constantFrom(
      "alias/aws/kinesisvideo",
      "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    ),
  }),
};

/** Without the claimed number where callers come through the tenant's own flow: the two exclude each other. */
export function withOneWayIn<Settings extends { entry?: { kind: string }; claimedNumber?: unknown }>(
  settings: Settings,
): Omit<Settings, "claimedNumber"> {
  const { claimedNumber: _, ...others } = settings;
  return settings.entry?.kind === "own-flow" ? others : settings;
}

export const arbitrarySurroundings = { prefix: arbitraryPrefix, bypassed: fc.boolean() };

/** Everything optional of both kinds set, so that each shows. */
export const wholeAgentAi = {
  hoursOfOperationId: "h",
  joinedFlowId: "f3",
  claimedNumber: { number: "+12065550142", country: "US", numberType: "DID" as const },
  fullQueue: { goesTo: "queue" as const, queueId: "q2", flowId: "f2" },
};
