import fc from "fast-check";
import type { KoreVoiceInput } from "./names";
import { VOICE_GATEWAY_REGIONS } from "./presets";
import { type KoreVoiceSettingsInput, koreVoiceSettings, LOG_RETENTION_DAYS } from "./settings";

const INSTANCE_ARN = "arn:aws:connect:us-east-1:111122223333:instance/0d2f6d2c-9c1f-4a58-8f8e-0c4b7f5a1e11";

export const sampleArtifact = (name: string) => ({
  sha256Base64: `sha-of-${name}`,
  handler: "index.handler",
});

export function sampleInput(
  settings: Partial<KoreVoiceSettingsInput> = {},
  more: Partial<KoreVoiceInput> = {},
): KoreVoiceInput {
  return {
    settings: koreVoiceSettings.parse({
      queueId: "6f2f4a58-1111-4222-8333-944455556666",
      entry: { kind: "numbers", testNumbers: ["+12065550100"] },
      ...settings,
    }),
    prefix: "",
    accountId: "111122223333",
    region: "us-east-1",
    instanceId: "0d2f6d2c-9c1f-4a58-8f8e-0c4b7f5a1e11",
    instanceArn: INSTANCE_ARN,
    instanceAlias: "patchbay-sandbox",
    vendors: {
      kore: {
        host: "https://platform.kore.ai",
        botId: "st-sandbox-0001",
        clientId: "cs-sandbox-0001",
        voiceGatewayRegion: "us-east",
        didNumber: "+12065551118",
      },
    },
    outputs: {},
    ...more,
  };
}

/** What the deployment leaves behind that the guide shows. */
export const sampleOutputs = {
  api: { url: "https://abc123.execute-api.us-east-1.amazonaws.com/dev/kore-metadata" },
  flow: { id: "f", arn: `${INSTANCE_ARN}/contact-flow/f` },
};

const text = fc
  .string({ minLength: 1, maxLength: 60 })
  .filter((value) => value.trim() !== "" && !value.includes("$"));
const number = fc.integer({ min: 1_000_000, max: 9_999_999 }).map((digits) => `+1206${digits}`);
const entry = fc.oneof(
  fc.constant({ kind: "own-flow" as const }),
  fc
    .uniqueArray(number, { minLength: 1, maxLength: 5 })
    .chain((numbers) => fc.tuple(fc.constant(numbers), fc.nat(numbers.length), fc.boolean()))
    .map(([numbers, at, promoted]) => ({
      kind: "numbers" as const,
      testNumbers: numbers.slice(0, at),
      liveNumbers: numbers.slice(at),
      promoted,
    })),
);

/** Any settings that the schema takes, on any Voice Gateway region, with and without a prefix. */
export const arbitraryInput: fc.Arbitrary<KoreVoiceInput> = fc
  .record({
    settings: fc.record(
      {
        noMetadata: fc.constantFrom("queue" as const, "goodbye" as const),
        engine: fc.constantFrom("Standard" as const, "Neural" as const, "Generative" as const),
        texts: fc.record({
          welcome: text,
          transferringBack: text,
          error: text,
          closed: text,
          queueFull: text,
          goodbye: text,
          noMetadata: text,
        }),
        hoursOfOperationId: fc.uuid(),
        transferTimeoutSeconds: fc.integer({ min: 5, max: 600 }),
        logRetentionDays: fc.constantFrom(...LOG_RETENTION_DAYS),
        entry,
        metadataFields: fc.uniqueArray(
          fc.record({ name: fc.stringMatching(/^[A-Za-z]{1,8}_x$/), value: fc.string({ maxLength: 40 }) }),
          { selector: ({ name }) => name, maxLength: 5 },
        ),
      },
      { requiredKeys: [] },
    ),
    prefix: fc.constantFrom("", "acme-"),
    gateway: fc.constantFrom(...Object.keys(VOICE_GATEWAY_REGIONS)),
    rotated: fc.boolean(),
  })
  .map(({ settings, prefix, gateway, rotated }) => {
    const input = sampleInput(settings, {
      prefix,
      secretNames: rotated ? ["authToken", "authTokenPrevious"] : ["authToken"],
    });
    return { ...input, vendors: { kore: { ...input.vendors.kore, voiceGatewayRegion: gateway } } };
  });
