import fc from "fast-check";
import type { LambdaArtifact } from "./lambda-artifact";

export const INSTANCE_ARN =
  "arn:aws:connect:us-east-1:111122223333:instance/0d2f6d2c-9c1f-4a58-8f8e-0c4b7f5a1e11";

/** Tests need none of the functions built. */
export const sampleArtifact = (name: string): LambdaArtifact => ({
  sha256Base64: `sha-of-${name}`,
  handler: "index.handler",
  runtime: "nodejs24.x",
});

export const sampleAccount = {
  accountId: "111122223333",
  region: "us-east-1",
  instanceId: "0d2f6d2c-9c1f-4a58-8f8e-0c4b7f5a1e11",
  instanceArn: INSTANCE_ARN,
  instanceAlias: "patchbay-sandbox",
};

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

export const arbitraryEntry = fc.oneof(
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
