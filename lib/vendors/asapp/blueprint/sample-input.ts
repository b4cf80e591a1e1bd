import fc from "fast-check";
import {
  arbitraryEntry,
  arbitraryText,
  arbitraryTexts,
  INSTANCE_ARN,
  sampleAccount,
} from "@/lib/blueprints/shared/sample-parts";
import { LOG_RETENTION_DAYS } from "@/lib/blueprints/shared/settings-parts";
import type { AsappInput } from "./names";
import { type AsappSettingsInput, asappSettings } from "./settings";

export function sampleInput(
  settings: Partial<AsappSettingsInput> = {},
  more: Partial<AsappInput> = {},
): AsappInput {
  return {
    settings: asappSettings.parse({
      queueId: "6f2f4a58-1111-4222-8333-944455556666",
      entry: { kind: "numbers", testNumbers: ["+12065550101"] },
      ...settings,
    }),
    prefix: "",
    ...sampleAccount,
    vendors: { asapp: { host: "api.sandbox.asapp.com", apiId: "asapp-sandbox-0001" } },
    outputs: {},
    bypassed: false,
    isSandbox: false,
    ...more,
  };
}

/** What the deployment leaves behind that the guide shows. */
export const sampleOutputs = { flow: { id: "f", arn: `${INSTANCE_ARN}/contact-flow/f` } };

const target = fc
  .tuple(fc.constantFrom("queue", "contact-flow"), fc.uuid(), fc.constantFrom("", `${INSTANCE_ARN}/`))
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
        noContext: fc.constantFrom("queue" as const, "goodbye" as const),
        texts: fc.record({ ...arbitraryTexts, noContext: arbitraryText }),
        hoursOfOperationId: fc.uuid(),
        entry: arbitraryEntry,
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
        logRetentionDays: fc.constantFrom(...LOG_RETENTION_DAYS),
        lambda: fc.record({
          memoryMb: fc.integer({ min: 128, max: 3008 }),
          provisionedConcurrency: fc.integer({ min: 0, max: 100 }),
        }),
      },
      { requiredKeys: [] },
    ),
    kept: keptVariables,
    prefix: fc.constantFrom("", "acme-"),
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
