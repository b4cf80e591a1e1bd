import { expect, it } from "vitest";
import { z } from "zod";
import { awsSettings } from "@/lib/aws/aws-settings";
import { checkInput } from "./field-faults";

function faultsOf(schema: z.ZodType, value: unknown): Record<string, string> {
  const checked = checkInput(schema, value);
  return checked.ok ? {} : checked.fields;
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

it.each([
  [z.string(), 5, "Enter text."],
  [z.number(), "five", "Enter a number."],
  [z.string().min(8), "short", "Enter at least 8 characters."],
  [z.string().max(3), "longer", "Enter at most 3 characters."],
  [z.number().min(5), 4, "Enter 5 or more."],
  [z.number().lt(5), 5, "Enter less than 5."],
  [z.array(z.string()).max(1), ["a", "b"], "Enter at most 1 value."],
  [z.array(z.string()).min(1), [], "Enter at least one value."],
  [z.email(), "nobody", "Enter an email address, like name@example.com."],
  [z.uuid(), "x", "Choose an entry from the list."],
  [z.enum(["TCP", "UDP"]), "SCTP", "Choose one of these: TCP, UDP."],
  [z.enum(["TCP", "UDP"]), undefined, "Choose a value."],
  [z.strictObject({}), { host: 1 }, '"host" isn\'t a setting.'],
  [z.union([z.number(), z.boolean()]), "x", "Choose one of the options."],
])("has words of its own where a schema has none (%#)", (schema, value, words) => {
  expect(Object.values(faultsOf(schema, value))).toEqual([words]);
});
