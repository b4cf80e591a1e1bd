import fc from "fast-check";
import { arbitraryPrefix, sampleSurroundings } from "@/lib/blueprints/shared/sample-parts";
import type { KoreZoomInput } from "./names";
import { type KoreZoomSettingsInput, koreZoomSettings } from "./settings";

const withoutAws = { accountId: "", region: "", instanceId: "", instanceArn: "", instanceAlias: "" };

export function sampleInput(
  settings: Partial<KoreZoomSettingsInput> = {},
  more: Partial<KoreZoomInput> = {},
): KoreZoomInput {
  return {
    settings: koreZoomSettings.parse({
      flowName: "Voice bot",
      entryPoints: ["+12065550188"],
      ...settings,
    }),
    ...sampleSurroundings,
    ...withoutAws,
    vendors: {
      kore: {
        host: "https://platform.kore.ai",
        botId: "st-sandbox-0001",
        clientId: "cs-sandbox-0001",
        voiceGatewayRegion: "us-east",
        didNumber: "+12065551118",
      },
      zoom: { accountId: "zoom-sandbox-0001", clientId: "zc-sandbox-0001", flowAccess: "change" },
    },
    ...more,
  };
}

const number = fc.integer({ min: 1_000_000, max: 9_999_999 }).map((digits) => `+1206${digits}`);
const arbitraryHeader = fc.record({
  name: fc.stringMatching(/^X-[A-Za-z]{1,10}$/),
  value: fc.constantFrom("gold", "a b", "{{context.session.BotUserSession.intent}}"),
});

/** Any settings that the schema takes, with and without a prefix. */
export const arbitraryInput: fc.Arbitrary<KoreZoomInput> = fc
  .record({
    settings: fc.record(
      {
        flowName: fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,20}$/),
        entryPoints: fc.uniqueArray(number, { minLength: 1, maxLength: 4 }),
        summary: fc.boolean(),
        connector: fc.record(
          { domain: fc.constant("voice.example.com"), didNumber: fc.constant("+12065550188") },
          { requiredKeys: [] },
        ),
        transfer: fc.oneof(
          fc.record({
            from: fc.constantFrom("node" as const, "dialog" as const),
            headers: fc.uniqueArray(arbitraryHeader, {
              selector: ({ name }) => name.toLowerCase(),
              maxLength: 3,
            }),
          }),
          fc.record({
            from: fc.constant("dialog" as const),
            method: fc.constant("refer" as const),
            target: fc.constantFrom("+12065550100", "sip:agents@example.com"),
          }),
        ),
        changes: fc.record(
          {
            variables: fc.boolean(),
            entryPoints: fc.boolean(),
            flowFile: fc.constant(`{"flow_name":"Voice bot"}`),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    prefix: arbitraryPrefix,
    hookUrl: fc.constantFrom(undefined, "https://patchbay.example.com/api/hooks/i"),
  })
  .map(({ settings, prefix, hookUrl }) => sampleInput(settings, { prefix, hookUrl }));
