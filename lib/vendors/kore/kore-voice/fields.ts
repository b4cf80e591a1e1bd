import {
  choices,
  entryField,
  hoursField,
  logRetentionField,
  speechFields,
  spokenField,
} from "@/lib/blueprints/shared/fields-parts";
import { CONTACT_CENTER_SYSTEM_TYPES } from "@/lib/blueprints/shared/voice-connector";
import type { SettingsGroup } from "@/lib/forms/settings-field";

/** The form for Kore voice, group by group. */
export const koreVoiceFields: readonly SettingsGroup[] = [
  {
    title: "Callers",
    fields: [
      entryField,
      { path: "queueId", label: "Queue after the voice agent", input: { kind: "queue" } },
      hoursField,
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
      ...speechFields,
      spokenField("welcome", "Welcome"),
      spokenField("transferringBack", "Before the queue"),
      spokenField("noMetadata", "Before the queue, without metadata"),
      spokenField("error", "After an error", "The caller goes on to the queue."),
      spokenField("closed", "Outside opening hours", "The call ends."),
      spokenField("queueFull", "When the queue is full", "The call ends."),
      spokenField("goodbye", "Goodbye", "Only when calls without metadata end."),
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
        input: { kind: "choices", options: choices(CONTACT_CENTER_SYSTEM_TYPES) },
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
      logRetentionField,
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
      {
        path: "api.accessLog",
        label: "Log requests to the API",
        note: "Shows in a call's trail whether Kore posted and was let in; without headers and bodies. API Gateway needs one log role for the whole account and region: one that is set stays as it is.",
        input: { kind: "switch" },
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
