import { z } from "zod";
import { entry } from "@/lib/blueprints/shared/entry";
import {
  commonTexts,
  connectId,
  logRetentionDays,
  speech,
  spoken,
  whole,
} from "@/lib/blueprints/shared/settings-parts";
import { hasSecretName } from "@/lib/flows/check/check-secrets";
import { attributeNames } from "./attributes";

const maxRows = 40;

/** ASAPP's parameters with a meaning of their own: not to be given again as an input variable. */
const ownParameters: readonly string[] = [
  "taskName",
  "customerId",
  "country",
  "transferId",
  "previousTransferId",
];
const ownAttributes: readonly string[] = Object.values(attributeNames);

const readable = (name: string) => !hasSecretName(name);
const isOnce =
  <Key extends string>(key: Key) =>
  (rows: readonly Record<Key, string>[]) =>
    new Set(rows.map((row) => row[key])).size === rows.length;

const variable = z
  .string("Enter the variable's name.")
  .regex(/^[A-Za-z_]\w{0,99}$/, "A variable's name can contain letters, digits, and _.");

/** The flow's log shows what it sends, and many people may read that. */
const inputVariable = z.strictObject({
  name: variable
    .refine((name) => !ownParameters.includes(name), "This parameter has its own setting.")
    .refine(readable, "Values appear in the flow log. Don't use secrets."),
  value: z
    .string("Enter a value for the input variable.")
    .trim()
    .min(1, "Enter a value for the input variable.")
    .max(1000, "Keep a value under 1000 characters."),
});

const keptVariable = z.strictObject({
  variable,
  attribute: z
    .string("Enter the contact attribute's name.")
    .regex(/^[A-Za-z][\w-]{0,99}$/, "An attribute's name can contain letters, digits, -, and _.")
    .refine((name) => !ownAttributes.includes(name), "The flow sets this attribute itself.")
    .refine(readable, "Many people can read contact attributes. Don't use secrets."),
});

const keptVariables = z
  .array(keptVariable)
  .max(maxRows, `At most ${maxRows} variables.`)
  .refine(isOnce("attribute"), "Each contact attribute can be used only once.")
  .default([]);

const task = z.strictObject({
  task: z
    .string("Enter the task's name.")
    .trim()
    .regex(/^[^$]{1,100}$/, "Enter the task's name in GenerativeAgent, without $."),
  /** "queue/<id>" or "contact-flow/<id>", or the whole ARN. */
  target: z
    .string("Choose a queue or a flow.")
    .regex(
      /^(?:arn:[^\s]+\/)?(?:queue|contact-flow)\/[A-Za-z0-9-]{1,100}$/,
      "Choose a queue or a flow from the list.",
    ),
});

const asappFields = z.strictObject({
  ...speech,
  texts: z
    .strictObject({
      ...commonTexts,
      noContext: spoken("message for a call without context", "Please stay on the line for an agent."),
    })
    .prefault({}),
  queueId: connectId("the queue after GenerativeAgent"),
  /** Without it there is no check, and the queue's own hours decide. */
  hoursOfOperationId: connectId("the hours of operation").optional(),
  entry: entry.prefault({ kind: "numbers" }),
  /** The task that GenerativeAgent begins with; "" leaves it to ASAPP's own configuration. */
  taskName: z
    .string("Enter the task's name.")
    .trim()
    .max(100, "Keep the task's name under 100 characters.")
    .default(""),
  /** Where the customer's id stands; "" takes the caller's number. */
  customerId: z
    .string("Enter a reference to the customer ID.")
    .trim()
    .regex(
      /^(?:\$\.[A-Za-z][\w.'[\]-]{0,200})?$/,
      "Enter a reference to the customer ID, for example $.Attributes.customerId. A fixed ID would mix up callers.",
    )
    .default(""),
  inputVariables: z
    .array(inputVariable)
    .max(maxRows, `At most ${maxRows} variables.`)
    .refine(isOnce("name"), "Each input variable can be used only once.")
    .default([]),
  /** Country of the number that ASAPP lends: ISO 3166, two letters. */
  country: z
    .string("Enter the country.")
    .regex(/^[A-Z]{2}$/, "Enter the country as two capital letters: US.")
    .default("US"),
  /** ASAPP's number lives one minute: waiting longer would be in vain. */
  transferTimeoutSeconds: whole("The seconds to wait for ASAPP to answer", 5, 60, 30),
  /** Where callers go whom GenerativeAgent gives back to the phone system; the queue when absent. */
  systemFlowId: connectId("the flow").optional(),
  /** A task in this table decides; the transfer type decides for all others. */
  tasks: z
    .array(task)
    .max(maxRows, `At most ${maxRows} tasks.`)
    .refine(isOnce("task"), "Each task can be used only once.")
    .default([]),
  /** A call that came back and left nothing: GenerativeAgent may have served the caller to the end. */
  noContext: z.enum(["queue", "goodbye"], 'Without context, choose "queue" or "goodbye".').default("queue"),
  referenceVariables: keptVariables,
  transferVariables: keptVariables,
  logRetentionDays,
  lambda: z
    .strictObject({
      memoryMb: whole("The functions' memory", 128, 3008, 256),
      // Connect waits 8 s at most, so a longer limit would change nothing.
      callTransferTimeoutSeconds: whole("The call-transfer timeout", 3, 8, 8),
      getCallContextTimeoutSeconds: whole("The get-call-context timeout", 3, 8, 8),
      provisionedConcurrency: whole("Provisioned concurrency", 0, 100, 0),
    })
    .prefault({}),
});

export const asappSettings = asappFields.superRefine(({ referenceVariables, transferVariables }, context) => {
  const taken = new Set(referenceVariables.map(({ attribute }) => attribute));
  const twice = transferVariables.findIndex(({ attribute }) => taken.has(attribute));
  if (twice < 0) return;
  context.addIssue({
    code: "custom",
    path: ["transferVariables", twice, "attribute"],
    message: "A reference variable already uses this contact attribute.",
  });
});

export type AsappSettings = z.output<typeof asappSettings>;
/** What a form may send: everything but the queue and the entry has a default. */
export type AsappSettingsInput = z.input<typeof asappSettings>;
