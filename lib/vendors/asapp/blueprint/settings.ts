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
import { ATTRIBUTES } from "./attributes";

const MAX_ROWS = 40;

/** ASAPP's parameters with a meaning of their own: not to be given again as an input variable. */
const OWN_PARAMETERS: readonly string[] = [
  "taskName",
  "customerId",
  "country",
  "transferId",
  "previousTransferId",
];
const OWN_ATTRIBUTES: readonly string[] = Object.values(ATTRIBUTES);

const readable = (name: string) => !hasSecretName(name);
const isOnce =
  <Key extends string>(key: Key) =>
  (rows: readonly Record<Key, string>[]) =>
    new Set(rows.map((row) => row[key])).size === rows.length;

const variable = z
  .string("Name the variable.")
  .regex(/^[A-Za-z_]\w{0,99}$/, "A variable's name may hold letters, digits and _.");

/** The flow's log shows what it sends, and many people may read that. */
const inputVariable = z.strictObject({
  name: variable
    .refine((name) => !OWN_PARAMETERS.includes(name), "This parameter has a setting of its own.")
    .refine(readable, "What the flow sends stands in its log: name no secret in it."),
  value: z
    .string("Give the input variable a value.")
    .trim()
    .min(1, "Give the input variable a value.")
    .max(1000, "Keep a value under 1000 characters."),
});

const keptVariable = z.strictObject({
  variable,
  attribute: z
    .string("Name the contact attribute.")
    .regex(/^[A-Za-z][\w-]{0,99}$/, "An attribute's name may hold letters, digits, - and _.")
    .refine((name) => !OWN_ATTRIBUTES.includes(name), "The flow sets this attribute itself.")
    .refine(readable, "Contact attributes can be read by many: name no secret in them."),
});

const keptVariables = z
  .array(keptVariable)
  .max(MAX_ROWS, `At most ${MAX_ROWS} variables.`)
  .refine(isOnce("attribute"), "Each contact attribute may be named only once.")
  .default([]);

const task = z.strictObject({
  task: z
    .string("Name the task.")
    .trim()
    .regex(/^[^$]{1,100}$/, "Write the task as GenerativeAgent calls it, without $."),
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
      noContext: spoken("words for a call without context", "Please stay on the line for an agent."),
    })
    .prefault({}),
  queueId: connectId("the queue that callers come to after GenerativeAgent"),
  /** Without it there is no check, and the queue's own hours decide. */
  hoursOfOperationId: connectId("the hours of operation").optional(),
  entry: entry.prefault({ kind: "numbers" }),
  /** The task that GenerativeAgent begins with; "" leaves it to ASAPP's own configuration. */
  taskName: z
    .string("Write the task's name.")
    .trim()
    .max(100, "Keep the task's name under 100 characters.")
    .default(""),
  /** Where the customer's id stands; "" takes the caller's number. */
  customerId: z
    .string("Write where the customer's id stands.")
    .trim()
    .regex(
      /^(?:\$\.[A-Za-z][\w.'[\]-]{0,200})?$/,
      "Write where the customer's id stands: $.Attributes.customerId. One id for all callers would mix them up.",
    )
    .default(""),
  inputVariables: z
    .array(inputVariable)
    .max(MAX_ROWS, `At most ${MAX_ROWS} variables.`)
    .refine(isOnce("name"), "Each input variable may be named only once.")
    .default([]),
  /** Country of the number that ASAPP lends: ISO 3166, two letters. */
  country: z
    .string("Write the country.")
    .regex(/^[A-Z]{2}$/, "Write the country with two capital letters: US.")
    .default("US"),
  /** ASAPP's number lives one minute: waiting longer would be in vain. */
  transferTimeoutSeconds: whole("The seconds to wait for ASAPP to answer", 5, 60, 30),
  /** Where callers go whom GenerativeAgent gives back to the phone system; the queue when absent. */
  systemFlowId: connectId("the flow").optional(),
  /** A task in this table decides; the transfer type decides for all others. */
  tasks: z
    .array(task)
    .max(MAX_ROWS, `At most ${MAX_ROWS} tasks.`)
    .refine(isOnce("task"), "Each task may be named only once.")
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
      callTransferTimeoutSeconds: whole("The limit of call-transfer", 3, 8, 8),
      getCallContextTimeoutSeconds: whole("The limit of get-call-context", 3, 8, 8),
      provisionedConcurrency: whole("The environments kept warm", 0, 100, 0),
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
    message: "A reference variable already goes into this contact attribute.",
  });
});

export type AsappSettings = z.output<typeof asappSettings>;
/** What a form may send: everything but the queue and the entry has a default. */
export type AsappSettingsInput = z.input<typeof asappSettings>;
