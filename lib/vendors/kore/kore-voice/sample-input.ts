import fc from "fast-check";
import {
  arbitraryPrefix,
  arbitrarySettings,
  arbitraryTarget,
  arbitraryText,
  arbitraryTexts,
  sampleFlow,
  sampleSettings,
  sampleSurroundings,
} from "@/lib/blueprints/shared/sample-parts";
import type { KoreVoiceInput } from "./names";
import { voiceGatewayRegions } from "./presets";
import { type KoreVoiceSettingsInput, koreVoiceSettings } from "./settings";

export function sampleInput(
  settings: Partial<KoreVoiceSettingsInput> = {},
  more: Partial<KoreVoiceInput> = {},
): KoreVoiceInput {
  return {
    settings: koreVoiceSettings.parse({ ...sampleSettings, ...settings }),
    ...sampleSurroundings,
    vendors: {
      kore: {
        host: "https://platform.kore.ai",
        botId: "st-sandbox-0001",
        clientId: "cs-sandbox-0001",
        voiceGatewayRegion: "us-east",
        didNumber: "+12065551118",
      },
    },
    ...more,
  };
}

/** What the deployment leaves behind that the guide shows. */
export const sampleOutputs = {
  api: { url: "https://abc123.execute-api.us-east-1.amazonaws.com/dev/kore-metadata" },
  flow: sampleFlow,
};

/** Any settings that the schema takes, on any Voice Gateway region, with and without a prefix. */
export const arbitraryInput: fc.Arbitrary<KoreVoiceInput> = fc
  .record({
    settings: fc.record(
      {
        ...arbitrarySettings,
        noMetadata: arbitraryTarget,
        engine: fc.constantFrom("Standard" as const, "Neural" as const, "Generative" as const),
        texts: fc.record({
          ...arbitraryTexts,
          noMetadata: arbitraryText,
        }),
        transferTimeoutSeconds: fc.integer({ min: 5, max: 600 }),
        metadataFields: fc.uniqueArray(
          fc.record({ name: fc.stringMatching(/^[A-Za-z]{1,8}_x$/), value: fc.string({ maxLength: 40 }) }),
          { selector: ({ name }) => name, maxLength: 5 },
        ),
      },
      { requiredKeys: [] },
    ),
    prefix: arbitraryPrefix,
    gateway: fc.constantFrom(...Object.keys(voiceGatewayRegions)),
    rotated: fc.boolean(),
    bypassed: fc.boolean(),
  })
  .map(({ settings, prefix, gateway, rotated, bypassed }) => {
    const input = sampleInput(settings, {
      prefix,
      bypassed,
      secretNames: rotated ? ["authToken", "authTokenPrevious"] : ["authToken"],
    });
    return { ...input, vendors: { kore: { ...input.vendors.kore, voiceGatewayRegion: gateway } } };
  });
