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

export const CONTACT_CENTER_SYSTEM_TYPES = [
  "GENESYS_ENGAGE_ON_PREMISES",
  "AVAYA_AURA_CALL_CENTER_ELITE",
  "AVAYA_AURA_CONTACT_CENTER",
  "CISCO_UNIFIED_CONTACT_CENTER_ENTERPRISE",
] as const;

const name = (what: string, pattern: RegExp, hint: string, usual: string) =>
  z.string(`Give ${what} a name.`).regex(pattern, `The name of ${what} may hold ${hint}.`).default(usual);

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

export const koreVoiceSettings = z.strictObject({
  ...speech,
  texts: z
    .strictObject({
      ...commonTexts,
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
  logRetentionDays,
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
      /** Shows in a call's trail whether a post came, and whether it was refused. */
      accessLog: z.boolean("Say whether the API writes an access log.").default(true),
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
