import { expect, it } from "vitest";
import { z } from "zod";
import { awsSettings } from "@/lib/aws/aws-settings";
import { fieldFaults } from "./field-faults";

function faultsOf(schema: z.ZodType, value: unknown): Record<string, string> {
  const { error } = schema.safeParse(value);
  return error === undefined ? {} : fieldFaults(error);
}

it("describes a blank field in plain words, and others with their schema's message", () => {
  const externalId = "an-external-id-of-this-tenant";
  expect(faultsOf(awsSettings, { access: { kind: "role", externalId }, region: "here" })).toEqual({
    "access.roleArn": "Enter a value.",
    region: "Enter a Region such as us-east-1.",
  });
  expect(faultsOf(z.object({ id: z.string("Choose the account.") }), {})).toEqual({
    id: "Choose the account.",
  });
});
