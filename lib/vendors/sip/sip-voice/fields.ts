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

export const sipVoiceFields: readonly SettingsGroup[] = [
  {
    title: "Callers",
    fields: [
      entryField,
      { path: "queueId", label: "Queue after the voice agent", input: { kind: "queue" } },
      hoursField,
      {
        path: "transferTimeoutSeconds",
        label: "Wait for the voice agent to answer",
        input: { kind: "number", unit: "seconds" },
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
      spokenField("error", "After an error", "The caller continues to the queue."),
      spokenField("closed", "Outside opening hours", "The call ends."),
      spokenField("queueFull", "When the queue is full", "The call ends."),
      spokenField("goodbye", "Goodbye", "Used only if calls without metadata end."),
    ],
  },
  {
    title: "Metadata",
    fields: [
      {
        path: "hasMetadata",
        label: "The voice agent posts metadata",
        note: "Deploys an API, three functions and a table. Off: callers come back to the queue without it.",
        input: { kind: "switch" },
      },
      {
        path: "noMetadata",
        label: "When the voice agent posted nothing",
        note: "A failed lookup always goes to the queue.",
        input: {
          kind: "choice",
          options: [
            { value: "queue", label: "Go to the queue" },
            { value: "goodbye", label: "Say goodbye and hang up" },
          ],
        },
      },
      {
        path: "body",
        label: "Body that the voice agent posts",
        note: "A sample for the guide and for test calls. It becomes a contact attribute that many people can read.",
        input: { kind: "long-text" },
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
      {
        path: "sipRanges",
        label: "Amazon's address ranges",
        note: "For the voice agent's allowlist. The default depends on the AWS Region.",
        input: { kind: "lines" },
      },
      {
        path: "connector.contactCenterSystemTypes",
        label: "Voice system type",
        note: "AWS requires at least one. It has no effect on a call.",
        input: { kind: "choices", options: choices(CONTACT_CENTER_SYSTEM_TYPES) },
      },
      { path: "table.name", label: "Table", input: { kind: "text" } },
      { path: "api.name", label: "API", input: { kind: "text" } },
      {
        path: "api.stage",
        label: "API stage",
        note: "Part of the URL that the voice agent posts to. If you change it here, change it there too.",
        input: { kind: "text" },
      },
      {
        path: "api.accessLog",
        label: "Log requests to the API",
        note: "Shows in a call's trail whether the voice agent posted and was accepted, without headers and bodies.",
        input: { kind: "switch" },
      },
      { path: "lambda.memoryMb", label: "Function memory", input: { kind: "number", unit: "MB" } },
      {
        path: "lambda.storeTimeoutSeconds",
        label: "Store function timeout",
        input: { kind: "number", unit: "seconds" },
      },
      {
        path: "lambda.authorizerTimeoutSeconds",
        label: "Authorizer timeout",
        input: { kind: "number", unit: "seconds" },
      },
      {
        path: "lambda.retrieveTimeoutSeconds",
        label: "Retrieve function timeout",
        note: "Amazon Connect waits 8 seconds at most.",
        input: { kind: "number", unit: "seconds" },
      },
    ],
  },
];
