import fc from "fast-check";
import {
  arbitraryPrefix,
  arbitrarySettings,
  arbitraryTarget,
  arbitraryText,
  arbitraryTexts,
  sampleArtifact,
  sampleFlow,
  sampleSettings,
  sampleSurroundings,
} from "@/lib/blueprints/shared/sample-parts";
import { blueprintSample } from "../../testing/blueprint-sample";
import { makeSipVoice } from "../sip-voice";
import type { SipVoiceInput } from "./names";
import { type SipVoiceSettingsInput, sipVoiceSettings } from "./settings";

function sampleInput(
  settings: Partial<SipVoiceSettingsInput> = {},
  more: Partial<SipVoiceInput> = {},
): SipVoiceInput {
  return {
    settings: sipVoiceSettings.parse({ ...sampleSettings, ...settings }),
    ...sampleSurroundings,
    vendors: { sip: { host: "sip.example.com", port: 5060, transport: "TCP", user: "+12065551119" } },
    ...more,
  };
}

const outputs = {
  api: { url: "https://abc123.execute-api.us-east-1.amazonaws.com/dev/metadata" },
  flow: sampleFlow,
};

/** Any settings that the schema takes, with each transport, with and without metadata. */
const arbitraryInput: fc.Arbitrary<SipVoiceInput> = fc
  .record({
    settings: fc.record(
      {
        hasMetadata: fc.boolean(),
        ...arbitrarySettings,
        noMetadata: arbitraryTarget,
        texts: fc.record({ ...arbitraryTexts, noMetadata: arbitraryText }),
        transferTimeoutSeconds: fc.integer({ min: 5, max: 600 }),
      },
      { requiredKeys: [] },
    ),
    prefix: arbitraryPrefix,
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
