import fc from "fast-check";
import {
  arbitraryPrefix,
  arbitrarySettings,
  arbitraryTarget,
  arbitraryText,
  arbitraryTexts,
  sampleFlow,
  sampleInstanceArn,
  sampleSettings,
  sampleSurroundings,
} from "@/lib/blueprints/shared/sample-parts";
import type { AsappInput } from "./names";
import { type AsappSettingsInput, asappSettings } from "./settings";

export function sampleInput(
  settings: Partial<AsappSettingsInput> = {},
  more: Partial<AsappInput> = {},
): AsappInput {
  return {
    settings: asappSettings.parse({ ...sampleSettings, ...settings }),
    ...sampleSurroundings,
    vendors: { asapp: { host: "api.sandbox.asapp.com", apiId: "asapp-sandbox-0001" } },
    ...more,
  };
}

/** What the deployment leaves behind that the guide shows. */
export const sampleOutputs = { flow: sampleFlow };

const target = fc
  .tuple(fc.constantFrom("queue", "contact-flow"), fc.uuid(), fc.constantFrom("", `${sampleInstanceArn}/`))
  .map(([kind, id, before]) => `${before}${kind}/${id}`);

/** Contact attributes are named once over both lists: hence one list, cut in two. */
const keptVariables = fc
  .uniqueArray(
    fc.record({
      variable: fc.stringMatching(/^[a-z]{1,8}$/),
      attribute: fc.stringMatching(/^[a-z]{1,8}_x$/),
    }),
    { selector: ({ attribute }) => attribute, maxLength: 6 },
  )
  .chain((all) => fc.nat(all.length).map((at) => ({ all, at })));

/** Any settings that the schema takes, with and without a prefix, bypassed or not. */
export const arbitraryInput: fc.Arbitrary<AsappInput> = fc
  .record({
    settings: fc.record(
      {
        ...arbitrarySettings,
        noContext: arbitraryTarget,
        texts: fc.record({ ...arbitraryTexts, noContext: arbitraryText }),
        taskName: fc.constantFrom("", "Billing"),
        customerId: fc.constantFrom("", "$.Attributes.customerId"),
        inputVariables: fc.uniqueArray(
          fc.record({
            name: fc.stringMatching(/^[a-z]{1,8}_x$/),
            value: fc.constantFrom("a", "$.Attributes.b"),
          }),
          { selector: ({ name }) => name, maxLength: 4 },
        ),
        country: fc.constantFrom("US", "GB"),
        transferTimeoutSeconds: fc.integer({ min: 5, max: 60 }),
        systemFlowId: fc.uuid(),
        tasks: fc.uniqueArray(fc.record({ task: fc.stringMatching(/^[A-Z][a-z ]{0,8}[a-z]$/), target }), {
          selector: ({ task }) => task,
          maxLength: 4,
        }),
        lambda: fc.record({
          memoryMb: fc.integer({ min: 128, max: 3008 }),
          provisionedConcurrency: fc.integer({ min: 0, max: 100 }),
        }),
      },
      { requiredKeys: [] },
    ),
    kept: keptVariables,
    prefix: arbitraryPrefix,
    host: fc.constantFrom("api.asapp.com", "api.sandbox.asapp.com", "proxy.example.com"),
    bypassed: fc.boolean(),
  })
  .map(({ settings, kept, prefix, host, bypassed }) => {
    const variables = {
      referenceVariables: kept.all.slice(0, kept.at),
      transferVariables: kept.all.slice(kept.at),
    };
    return sampleInput(
      { ...settings, ...variables },
      { prefix, bypassed, vendors: { asapp: { host, apiId: "id-1" } } },
    );
  });
