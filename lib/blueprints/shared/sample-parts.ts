import fc from "fast-check";
import type { LambdaArtifact } from "./lambda-artifact";
import { logRetentionChoices } from "./settings-parts";

export const sampleInstanceArn =
  "arn:aws:connect:us-east-1:111122223333:instance/0d2f6d2c-9c1f-4a58-8f8e-0c4b7f5a1e11";

/** Tests need none of the functions built. */
export const sampleArtifact = (name: string): LambdaArtifact => ({
  sha256Base64: `sha-of-${name}`,
  handler: "index.handler",
  runtime: "nodejs24.x",
});

const sampleAccount = {
  accountId: "111122223333",
  region: "us-east-1",
  instanceId: "0d2f6d2c-9c1f-4a58-8f8e-0c4b7f5a1e11",
  instanceArn: sampleInstanceArn,
  instanceAlias: "patchbay-sandbox",
};

/** Settings that every kind of integration has no default for. */
export const sampleSettings = {
  queueId: "6f2f4a58-1111-4222-8333-944455556666",
  entry: { kind: "numbers" as const, testNumbers: ["+12065550100"] },
};

/** What an input has around its settings and vendors. */
export const sampleSurroundings = {
  prefix: "",
  ...sampleAccount,
  outputs: {},
  bypassed: false,
  isSandbox: false,
};

/** What a deployment of any kind leaves behind. */
export const sampleFlow = { id: "f", arn: `${sampleInstanceArn}/contact-flow/f` };

export const arbitraryText = fc
  .string({ minLength: 1, maxLength: 60 })
  .filter((value) => value.trim() !== "" && !value.includes("$"));

export const arbitraryTexts = {
  welcome: arbitraryText,
  transferringBack: arbitraryText,
  error: arbitraryText,
  closed: arbitraryText,
  queueFull: arbitraryText,
  goodbye: arbitraryText,
};

const number = fc.integer({ min: 1_000_000, max: 9_999_999 }).map((digits) => `+1206${digits}`);

const arbitraryEntry = fc.oneof(
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

export const arbitraryPrefix = fc.constantFrom("", "acme-");

/** Settings that every kind takes. */
export const arbitrarySettings = {
  hoursOfOperationId: fc.uuid(),
  entry: arbitraryEntry,
  logRetentionDays: fc.constantFrom(...logRetentionChoices),
};

/** Where callers go when the voice agent handed nothing over. */
export const arbitraryTarget = fc.constantFrom("queue" as const, "goodbye" as const);
