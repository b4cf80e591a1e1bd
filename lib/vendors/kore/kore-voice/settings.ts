import { z } from "zod";
import { entry } from "@/lib/blueprints/shared/entry";
import { metadataSettings } from "@/lib/blueprints/shared/metadata-settings";
import { commonTexts, connectId, speech, spoken, whole } from "@/lib/blueprints/shared/settings-parts";
import { connectorSettings, sipRanges, sipRoute } from "@/lib/blueprints/shared/voice-connector";
import { hasSecretName } from "@/lib/flows/check/check-secrets";

const metadataField = z.strictObject({
  name: z
    .string("Enter the metadata field's name.")
    .regex(/^[A-Za-z][\w-]{0,99}$/, "A metadata field's name can contain letters, digits, -, and _.")
    .refine((field) => field !== "kore-instanceSessionId", "kore-instanceSessionId is already in the body.")
    .refine(
      (field) => !hasSecretName(field),
      "Metadata becomes a contact attribute that many people can read. Don't use secrets.",
    ),
  value: z
    .string("Enter a value for the metadata field.")
    .max(1000, "Keep a metadata value under 1000 characters."),
});

export const koreVoiceSettings = z.strictObject({
  ...speech,
  texts: z
    .strictObject({
      ...commonTexts,
      noMetadata: spoken("message for a call without metadata", "Please stay on the line for an agent."),
    })
    .prefault({}),
  queueId: connectId("the queue after Kore"),
  /** Without it there is no check, and the queue's own hours decide. */
  hoursOfOperationId: connectId("the hours of operation").optional(),
  /** Kore posts only before a transfer to an agent: no metadata may mean that the bot has served the caller. */
  noMetadata: z.enum(["queue", "goodbye"], 'Without metadata, choose "queue" or "goodbye".').default("queue"),
  entry: entry.prefault({ kind: "numbers" }),
  /** How long Connect lets the voice agent's side ring. */
  transferTimeoutSeconds: whole("The seconds to wait for Kore to answer", 5, 600, 60),
  resumeAfterDisconnect: z
    .literal(true, "The flow must resume after Kore. Otherwise, no caller would reach an agent.")
    .default(true),
  connector: z
    .strictObject({
      ...connectorSettings("koreVoiceConnector"),
      /** Absent: both controllers of the Kore connection's Voice Gateway region. */
      routes: z
        .array(sipRoute("the Voice Gateway's host"))
        .min(1, "Enter at least one Voice Gateway host.")
        .max(10, "A connector supports at most ten hosts.")
        .optional(),
    })
    .prefault({}),
  sipRanges,
  ...metadataSettings({ table: "koreCcSessions", api: "koreMetadata" }),
  /** Further fields of what Kore posts; values may hold Kore's {{…}} templates. */
  metadataFields: z
    .array(metadataField)
    .max(50, "At most 50 metadata fields.")
    .refine(
      (fields) => new Set(fields.map((field) => field.name)).size === fields.length,
      "Each metadata field can be used only once.",
    )
    .default([]),
});

export type KoreVoiceSettings = z.output<typeof koreVoiceSettings>;
/** What a form may send: everything but the queue and the entry has a default. */
export type KoreVoiceSettingsInput = z.input<typeof koreVoiceSettings>;
