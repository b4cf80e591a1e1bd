import { z } from "zod";
import { hasSecretName } from "@/lib/flows/check-secrets";

/** Retention periods that CloudWatch Logs takes, in days. */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const CONTACT_CENTER_SYSTEM_TYPES = [
  "GENESYS_ENGAGE_ON_PREMISES",
  "AVAYA_AURA_CALL_CENTER_ELITE",
  "AVAYA_AURA_CONTACT_CENTER",
  "CISCO_UNIFIED_CONTACT_CENTER_ENTERPRISE",
] as const;

/** Connect's speech takes a text of at most 3,000 characters; nobody listens to half of that. */
const MAX_TEXT_CHARACTERS = 1500;

const spoken = (what: string, text: string) =>
  z
    .string(`Write the ${what}.`)
    .trim()
    .min(1, `Write the ${what}: a caller must hear something.`)
    .max(MAX_TEXT_CHARACTERS, `Keep the ${what} under ${MAX_TEXT_CHARACTERS} characters.`)
    .default(text);

const whole = (what: string, from: number, to: number, usual: number) =>
  z
    .int(`${what} must be a whole number.`)
    .min(from, `${what} must be at least ${from}.`)
    .max(to, `${what} must be at most ${to}.`)
    .default(usual);

const name = (what: string, pattern: RegExp, hint: string, usual: string) =>
  z.string(`Give ${what} a name.`).regex(pattern, `The name of ${what} may hold ${hint}.`).default(usual);

const connectId = (what: string) =>
  z
    .string(`Choose ${what}.`)
    .regex(
      /^(?:arn:[^\s]+\/)?[A-Za-z0-9-]{1,100}$/,
      `Choose ${what} from the list: this is neither an id nor an ARN.`,
    );

/** E.164, as Connect writes numbers. */
export const phoneNumber = z
  .string("Choose a phone number.")
  .regex(/^\+[1-9]\d{6,14}$/, "Write the phone number with + and country code: +12065550100.");

const phoneNumbers = z.array(phoneNumber).default([]);

const route = z.strictObject({
  host: z
    .string("Give the Voice Gateway's host.")
    .regex(
      /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?$/,
      "The host must be an IP address or a host name.",
    ),
  port: whole("The port", 1, 65_535, 5060),
  protocol: z.enum(["TCP", "UDP"], "The protocol must be TCP or UDP.").default("TCP"),
  priority: whole("The priority", 1, 100, 1),
  weight: whole("The weight", 1, 100, 1),
});

const cidr = z
  .string("Give an address range.")
  .regex(
    /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\/(?:3[0-2]|[12]?\d)$/,
    "Write the address range like 3.80.16.0/23.",
  );

const metadataField = z.strictObject({
  name: z
    .string("Name the metadata field.")
    .regex(/^[A-Za-z][\w-]{0,99}$/, "A metadata field's name may hold letters, digits, - and _.")
    .refine((field) => field !== "kore-instanceSessionId", "kore-instanceSessionId is already in the body.")
    .refine(
      (field) => !hasSecretName(field),
      "Metadata becomes a contact attribute that many can read: name no secret in it.",
    ),
  value: z
    .string("Give the metadata field a value.")
    .max(1000, "Keep a metadata value under 1000 characters."),
});

const entry = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("numbers"),
      /** Point at the flow at once, to try it on. */
      testNumbers: phoneNumbers,
      /** Point at the flow when promoted. */
      liveNumbers: phoneNumbers,
      promoted: z.boolean().default(false),
    }),
    z.strictObject({ kind: z.literal("own-flow") }),
  ])
  .superRefine((value, context) => {
    if (value.kind === "own-flow") return;
    const all = [...value.testNumbers, ...value.liveNumbers];
    if (all.length === 0) {
      context.addIssue({
        code: "custom",
        path: ["testNumbers"],
        message: "Choose at least one number, or let your own flow transfer to this one.",
      });
    }
    if (new Set(all).size !== all.length) {
      context.addIssue({
        code: "custom",
        path: ["liveNumbers"],
        message: "Each number may be chosen only once.",
      });
    }
  });

export const koreVoiceSettings = z.strictObject({
  language: z
    .string("Choose a language.")
    .regex(/^[a-z]{2,3}(?:-(?:[A-Z]{2}|\d{3}))?$/, "Write the language like en-US.")
    .default("en-US"),
  voice: z
    .string("Choose a voice.")
    .regex(/^[A-Z][A-Za-z]{1,29}$/, "Write the voice as Amazon Polly names it: Joanna.")
    .default("Joanna"),
  engine: z
    .enum(["Standard", "Neural", "Generative"], "The engine must be Standard, Neural or Generative.")
    .default("Neural"),
  texts: z
    .strictObject({
      welcome: spoken("welcome", "Welcome. One moment please, our assistant will be right with you."),
      transferringBack: spoken("words before the queue", "Thank you. An agent will take it from here."),
      error: spoken(
        "words for an error",
        "We are sorry, something went wrong on our side. Please stay on the line, an agent will help you.",
      ),
      closed: spoken(
        "words for closed hours",
        "Thank you for calling. We are closed at the moment. Please call again during our opening hours.",
      ),
      queueFull: spoken(
        "words for a full queue",
        "We are sorry, all of our agents are busy and the line is full. Please call again a little later.",
      ),
      goodbye: spoken("goodbye", "Thank you for calling. Goodbye."),
      noMetadata: spoken("words for a call without metadata", "Please stay on the line for an agent."),
    })
    .prefault({}),
  queueId: connectId("the queue that callers come to after Kore"),
  /** Without it there is no check, and the queue's own hours decide. */
  hoursOfOperationId: connectId("the hours of operation").optional(),
  /** Kore posts only before a transfer to an agent: no metadata may mean that the bot has served the caller. */
  noMetadata: z.enum(["queue", "goodbye"], 'Without metadata, choose "queue" or "goodbye".').default("queue"),
  entry: entry.prefault({ kind: "numbers" }),
  /** How long Connect lets the voice agent's side ring. */
  transferTimeoutSeconds: whole("The seconds to wait for Kore to answer", 5, 600, 60),
  resumeAfterDisconnect: z
    .literal(true, "The flow must resume after Kore, or no caller would reach an agent.")
    .default(true),
  connector: z
    .strictObject({
      name: name(
        "the connector",
        /^[A-Za-z0-9 _.-]{1,200}$/,
        "letters, digits, space, _ . and -",
        "koreVoiceConnector",
      ),
      requireEncryption: z.boolean("Say whether the connector requires encryption.").default(false),
      /** Absent: both controllers of the Kore connection's Voice Gateway region. */
      routes: z
        .array(route)
        .min(1, "Give at least one host of the Voice Gateway.")
        .max(10, "A connector takes at most ten hosts.")
        .optional(),
      /** Must hold one; has no effect on a call. */
      contactCenterSystemTypes: z
        .array(z.enum(CONTACT_CENTER_SYSTEM_TYPES, "Choose a voice system type from the list."))
        .min(1, "Choose at least one voice system type; which one has no effect.")
        .default(["GENESYS_ENGAGE_ON_PREMISES"]),
    })
    .prefault({}),
  /** Absent: what AWS publishes for the connection's region. */
  sipRanges: z.array(cidr).min(1, "Give at least one address range.").optional(),
  table: z
    .strictObject({
      name: name(
        "the table",
        /^[A-Za-z0-9_.-]{3,200}$/,
        "3 to 200 letters, digits, _ . and -",
        "koreCcSessions",
      ),
      ttlDays: whole("The days that metadata is kept", 1, 365, 7),
    })
    .prefault({}),
  logRetentionDays: z
    .literal(LOG_RETENTION_DAYS, "Choose one of the retention periods that CloudWatch Logs takes.")
    .default(30),
  lambda: z
    .strictObject({
      memoryMb: whole("The functions' memory", 128, 3008, 256),
      // The table is given 5 s; API Gateway waits 29 s.
      storeTimeoutSeconds: whole("The store function's time limit", 6, 29, 10),
      // API Gateway waits 10 s for an authorizer.
      authorizerTimeoutSeconds: whole("The authorizer's time limit", 1, 10, 5),
      // The function looks again for 2 s; Connect waits 8 s.
      retrieveTimeoutSeconds: whole("The retrieve function's time limit", 3, 8, 6),
    })
    .prefault({}),
  api: z
    .strictObject({
      name: name("the API", /^[A-Za-z0-9 _.-]{1,200}$/, "letters, digits, space, _ . and -", "koreMetadata"),
      stage: name("the API's stage", /^[A-Za-z0-9_-]{1,64}$/, "letters, digits, _ and -", "dev"),
    })
    .prefault({}),
  /** Further fields of what Kore posts; values may hold Kore's {{…}} templates. */
  metadataFields: z
    .array(metadataField)
    .max(50, "At most 50 metadata fields.")
    .refine(
      (fields) => new Set(fields.map((field) => field.name)).size === fields.length,
      "Each metadata field may be named only once.",
    )
    .default([]),
});

export type KoreVoiceSettings = z.output<typeof koreVoiceSettings>;
/** What a form may send: everything but the queue and the entry has a default. */
export type KoreVoiceSettingsInput = z.input<typeof koreVoiceSettings>;

/** Numbers that point at the flow now: the test ones, and the live ones once promoted. */
export function numbersInUse({ entry }: KoreVoiceSettings): string[] {
  if (entry.kind === "own-flow") return [];
  return [...entry.testNumbers, ...(entry.promoted ? entry.liveNumbers : [])];
}
