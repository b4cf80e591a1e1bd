import fc from "fast-check";
import {
  arbitraryEntry,
  arbitraryText,
  arbitraryTexts,
  INSTANCE_ARN,
  sampleAccount,
  sampleArtifact,
} from "@/lib/blueprints/shared/sample-parts";
import { blueprintSample } from "../../testing/blueprint-sample";
import { makeSipVoice } from "../sip-voice";
import type { SipVoiceInput } from "./names";
import { type SipVoiceSettingsInput, sipVoiceSettings } from "./settings";

export function sampleInput(
  settings: Partial<SipVoiceSettingsInput> = {},
  more: Partial<SipVoiceInput> = {},
): SipVoiceInput {
  return {
    settings: sipVoiceSettings.parse({
      queueId: "6f2f4a58-1111-4222-8333-944455556666",
      entry: { kind: "numbers", testNumbers: ["+12065550100"] },
      ...settings,
    }),
    prefix: "",
    ...sampleAccount,
    vendors: { sip: { host: "sip.example.com", port: 5060, transport: "TCP", user: "+12065551119" } },
    outputs: {},
    bypassed: false,
    isSandbox: false,
    ...more,
  };
}

const outputs = {
  api: { url: "https://abc123.execute-api.us-east-1.amazonaws.com/dev/metadata" },
  flow: { id: "f", arn: `${INSTANCE_ARN}/contact-flow/f` },
};

/** Any settings that the schema takes, with each transport, with and without metadata. */
export const arbitraryInput: fc.Arbitrary<SipVoiceInput> = fc
  .record({
    settings: fc.record(
      {
        hasMetadata: fc.boolean(),
        noMetadata: fc.constantFrom("queue" as const, "goodbye" as const),
        texts: fc.record({ ...arbitraryTexts, noMetadata: arbitraryText }),
        hoursOfOperationId: fc.uuid(),
        transferTimeoutSeconds: fc.integer({ min: 5, max: 600 }),
        entry: arbitraryEntry,
      },
      { requiredKeys: [] },
    ),
    prefix: fc.constantFrom("", "acme-"),
    transport: fc.constantFrom("TCP", "UDP", "TLS"),
    bypassed: fc.boolean(),
  })
  .map(({ settings, prefix, transport, bypassed }) =>
    sampleInput(settings, {
      prefix,
      bypassed,
      secretNames: ["authToken"],
      vendors: { sip: { host: "sip.example.com", port: 5060, transport, user: "+12065551119" } },
    }),
  );

const { settings } = sampleInput({ hoursOfOperationId: "h", sipRanges: ["10.0.0.0/8"] });

export const sipVoiceSample = blueprintSample({
  blueprint: makeSipVoice(sampleArtifact),
  sampleInput,
  arbitraryInput,
  outputs,
  whole: settings,
});
