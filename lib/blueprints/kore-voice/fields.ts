import type { SettingsField, SettingsGroup } from "@/lib/blueprints/settings-field";
import { LOG_RETENTION_DAYS } from "../shared/settings-parts";
import { CONTACT_CENTER_SYSTEM_TYPES } from "./settings";

const choices = <Value extends string | number>(values: readonly Value[], label: (value: Value) => string) =>
  values.map((value) => ({ value, label: label(value) }));

const asIs = (value: string | number) => String(value);

const spoken = (name: string, label: string, note?: string): SettingsField => ({
  path: `texts.${name}`,
  label,
  ...(note === undefined ? {} : { note }),
  input: { kind: "long-text" },
});

/** The form for Kore voice, group by group. */
export const koreVoiceFields: readonly SettingsGroup[] = [
  {
    title: "Callers",
    fields: [
      {
        path: "entry",
        label: "How callers come in",
        note: "Test numbers point at the flow at once, live numbers when you promote. The flow that a number had is remembered and put back on removal.",
        input: { kind: "entry" },
      },
      { path: "queueId", label: "Queue after the voice agent", input: { kind: "queue" } },
      {
        path: "hoursOfOperationId",
        label: "Opening hours",
        note: "Checked before the voice agent. Without them there is no check, and the voice agent always answers.",
        input: { kind: "hours-of-operation" },
      },
      {
        path: "noMetadata",
        label: "When Kore posted nothing",
        note: "Kore posts only before it transfers to an agent: without metadata the voice agent may have served the caller to the end. A failed look-up always goes to the queue.",
        input: {
          kind: "choice",
          options: [
            { value: "queue", label: "Go to the queue" },
            { value: "goodbye", label: "Say goodbye and hang up" },
          ],
        },
      },
    ],
  },
  {
    title: "What callers hear",
    fields: [
      { path: "language", label: "Language", input: { kind: "text" } },
      { path: "voice", label: "Voice", note: "As Amazon Polly names it.", input: { kind: "text" } },
      {
        path: "engine",
        label: "Engine",
        note: "Not every voice has every engine; publishing the flow tells.",
        input: { kind: "choice", options: choices(["Standard", "Neural", "Generative"], asIs) },
      },
      spoken("welcome", "Welcome"),
      spoken("transferringBack", "Before the queue"),
      spoken("noMetadata", "Before the queue, without metadata"),
      spoken("error", "After an error", "The caller goes on to the queue."),
      spoken("closed", "Outside opening hours", "The call ends."),
      spoken("queueFull", "When the queue is full", "The call ends."),
      spoken("goodbye", "Goodbye", "Only when calls without metadata end."),
    ],
  },
  {
    title: "Voice connector",
    fields: [
      {
        path: "connector.routes",
        label: "Kore's Voice Gateway",
        note: "Preset by the region of the Kore connection; the lowest priority is tried first.",
        input: {
          kind: "rows",
          columns: [
            { name: "host", label: "Host" },
            { name: "port", label: "Port" },
            { name: "protocol", label: "Protocol" },
            { name: "priority", label: "Priority" },
            { name: "weight", label: "Weight" },
          ],
        },
      },
      {
        path: "connector.requireEncryption",
        label: "Require encryption",
        note: "Off, as Kore asks. AWS recommends it on: without it, calls and their headers cross the network readable.",
        input: { kind: "switch" },
      },
      {
        path: "sipRanges",
        label: "Amazon's address ranges",
        note: "For Kore's allowlist; preset by AWS region. AWS changes them now and then.",
        input: { kind: "lines" },
      },
      {
        path: "transferTimeoutSeconds",
        label: "Wait for Kore to answer",
        input: { kind: "number", unit: "seconds" },
      },
      {
        path: "connector.contactCenterSystemTypes",
        label: "Voice system type",
        note: "AWS wants at least one. It has no effect on a call.",
        input: { kind: "choices", options: choices(CONTACT_CENTER_SYSTEM_TYPES, asIs) },
      },
    ],
  },
  {
    title: "Metadata",
    fields: [
      {
        path: "metadataFields",
        label: "Further fields that Kore posts",
        note: "Put into the body that the guide shows; values may hold Kore's {{…}}. They become contact attributes that many people can read.",
        input: {
          kind: "rows",
          columns: [
            { name: "name", label: "Name" },
            { name: "value", label: "Value" },
          ],
        },
      },
      { path: "table.ttlDays", label: "Keep metadata for", input: { kind: "number", unit: "days" } },
      {
        path: "logRetentionDays",
        label: "Keep the functions' logs for",
        input: { kind: "choice", options: choices(LOG_RETENTION_DAYS, (days) => `${days} days`) },
      },
    ],
  },
  {
    title: "Names and sizes",
    advanced: true,
    fields: [
      { path: "connector.name", label: "Connector", input: { kind: "text" } },
      { path: "table.name", label: "Table", input: { kind: "text" } },
      { path: "api.name", label: "API", input: { kind: "text" } },
      {
        path: "api.stage",
        label: "API stage",
        note: "Part of the URL at Kore: a change must be made there too.",
        input: { kind: "text" },
      },
      { path: "lambda.memoryMb", label: "Functions' memory", input: { kind: "number", unit: "MB" } },
      {
        path: "lambda.storeTimeoutSeconds",
        label: "Store function's limit",
        input: { kind: "number", unit: "seconds" },
      },
      {
        path: "lambda.authorizerTimeoutSeconds",
        label: "Authorizer's limit",
        input: { kind: "number", unit: "seconds" },
      },
      {
        path: "lambda.retrieveTimeoutSeconds",
        label: "Retrieve function's limit",
        note: "Connect waits 8 seconds at most.",
        input: { kind: "number", unit: "seconds" },
      },
    ],
  },
];
