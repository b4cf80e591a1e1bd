import { z } from "zod";
import { ownTableName } from "@/lib/aws/own-names";
import { entry } from "@/lib/blueprints/shared/entry";
import { metadataSettings } from "@/lib/blueprints/shared/metadata-settings";
import { commonTexts, connectId, speech, spoken, whole } from "@/lib/blueprints/shared/settings-parts";
import { connectorSettings, sipRanges } from "@/lib/blueprints/shared/voice-connector";
import { hasSecretName } from "@/lib/flows/check/check-secrets";
import { parseJson } from "@/lib/kernel/plain-json";

/** The store function takes 24 KB; a sample in the guide needs far less. */
const maxBodyCharacters = 8_000;

const { requireEncryption: _byTransport, ...connector } = connectorSettings("sipVoiceConnector");

const body = z
  .string("Enter the body that the voice agent posts.")
  .max(maxBodyCharacters, `Keep the body under ${maxBodyCharacters} characters.`)
  .superRefine((text, context) => {
    const value = parseJson(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      context.addIssue({ code: "custom", message: "Enter a JSON object." });
    } else if (Object.keys(value).some(hasSecretName)) {
      context.addIssue({
        code: "custom",
        message: "The body becomes a contact attribute that many people can read. Don't put a secret in it.",
      });
    }
  });

export const sipVoiceSettings = z.strictObject({
  ...speech,
  texts: z
    .strictObject({
      ...commonTexts,
      noMetadata: spoken("message for a call without metadata", "Please stay on the line for an agent."),
    })
    .prefault({}),
  queueId: connectId("the queue that callers go to after the voice agent"),
  /** Without it there is no check, and the queue's own hours decide. */
  hoursOfOperationId: connectId("the hours of operation").optional(),
  entry: entry.prefault({ kind: "numbers" }),
  /** How long Amazon Connect lets the voice agent's side ring. */
  transferTimeoutSeconds: whole("The seconds to wait for the voice agent to answer", 5, 600, 60),
  connector: z.strictObject(connector).prefault({}),
  sipRanges,
  /** The API that the voice agent posts to, and everything behind it. */
  hasMetadata: z.boolean("Choose whether the voice agent posts metadata.").default(true),
  noMetadata: z.enum(["queue", "goodbye"], 'Without metadata, choose "queue" or "goodbye".').default("queue"),
  /** What the voice agent is to post, for the guide and for test calls. */
  body: body.default('{\n  "intent": "billing",\n  "summary": "Caller asks about the last invoice."\n}'),
  ...metadataSettings({ table: `sip-${ownTableName}`, api: "voiceAgentMetadata" }),
});

export type SipVoiceSettings = z.output<typeof sipVoiceSettings>;
export type SipVoiceSettingsInput = z.input<typeof sipVoiceSettings>;
