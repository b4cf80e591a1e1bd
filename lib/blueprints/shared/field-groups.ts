import type { RowColumn, SettingsField, SettingsGroup } from "@/lib/forms/settings-field";
import {
  choices,
  entryField,
  hoursField,
  logRetentionField,
  speechFields,
  spokenField,
  textField,
} from "./fields-parts";
import { contactCenterSystems } from "./voice-connector";

/** Columns of a list of names with a value each. */
export const nameAndValue: readonly RowColumn[] = [
  { name: "name", label: "Name" },
  { name: "value", label: "Value" },
];

/** How callers come in, and where they go afterwards. `agent`: "the voice agent", as in "Queue after the voice agent". */
export const callerFields = (agent: string): SettingsField[] => [
  entryField,
  { path: "queueId", label: `Queue after ${agent}`, isNoticed: true, input: { kind: "queue" } },
  hoursField,
];

/** `note`: what is special about the wait. */
export const transferTimeoutField = (agent: string, note?: string): SettingsField => ({
  path: "transferTimeoutSeconds",
  label: `Wait for ${agent} to answer`,
  isNoticed: true,
  ...(note === undefined ? {} : { note }),
  input: { kind: "number", unit: "seconds" },
});

/** Where callers go when the voice agent handed nothing over. */
export const nothingHandedOverField = (
  path: "noMetadata" | "noContext",
  label: string,
  note: string,
): SettingsField => ({
  path,
  label,
  isNoticed: true,
  note,
  input: {
    kind: "choice",
    options: [
      { value: "queue", label: "Go to the queue" },
      { value: "goodbye", label: "Say goodbye and hang up" },
    ],
  },
});

/** The language, the voice, and the common texts. `handedOver`: what the voice agent hands over, whose absence has a text. */
export function spokenGroup(handedOver: "metadata" | "context"): SettingsGroup {
  return {
    title: "What callers hear",
    fields: [
      ...speechFields,
      spokenField("welcome", "Welcome"),
      spokenField("transferringBack", "Before the queue"),
      spokenField(
        handedOver === "metadata" ? "noMetadata" : "noContext",
        `Before the queue, without ${handedOver}`,
      ),
      spokenField("error", "After an error", "The caller continues to the queue."),
      spokenField("closed", "Outside opening hours", "The call ends."),
      spokenField("queueFull", "When the queue is full", "The call ends."),
      spokenField("goodbye", "Goodbye", `Used only if calls without ${handedOver} end.`),
    ],
  };
}

/** `allowlist`: whose it is, as in "For the voice agent's allowlist". */
export const sipRangesField = (allowlist: string): SettingsField => ({
  path: "sipRanges",
  label: "Amazon's address ranges",
  note: `For ${allowlist} allowlist. The default depends on the AWS Region. AWS changes these occasionally.`,
  input: { kind: "lines" },
});

export const connectorNameField: SettingsField = {
  path: "connector.name",
  label: "Connector",
  input: { kind: "text" },
};

export const systemTypesField: SettingsField = {
  path: "connector.contactCenterSystemTypes",
  label: "Voice system type",
  note: "AWS requires at least one. It has no effect on a call.",
  input: { kind: "choices", options: choices(contactCenterSystems) },
};

/** How long metadata and logs are kept. */
export const retentionFields: readonly SettingsField[] = [
  { path: "table.ttlDays", label: "Keep metadata for", input: { kind: "number", unit: "days" } },
  logRetentionField,
];

export const functionMemoryField: SettingsField = {
  path: "lambda.memoryMb",
  label: "Function memory",
  input: { kind: "number", unit: "MB" },
};

/** Why a function that a flow calls can't be given longer. */
export const connectWaits = "Amazon Connect waits 8 seconds at most.";

/** Of one function: `name` within the settings' `lambda`. */
export const timeoutField = (name: string, label: string, note?: string): SettingsField => ({
  path: `lambda.${name}`,
  label,
  ...(note === undefined ? {} : { note }),
  input: { kind: "number", unit: "seconds" },
});

/** Names and sizes of what `metadataSettings` describes. `agent`: who posts, as in "whether the voice agent posted". */
export const metadataResourceFields = (agent: string): SettingsField[] => [
  textField("table.name", "Table"),
  textField("api.name", "API"),
  textField(
    "api.stage",
    "API stage",
    `Part of the URL that ${agent} posts to. If you change it here, change it there too.`,
  ),
  {
    path: "api.accessLog",
    label: "Log requests to the API",
    note: `Shows in a call's trail whether ${agent} posted and was accepted, without headers and bodies. API Gateway needs one log role per account and Region. An existing one isn't changed.`,
    input: { kind: "switch" },
  },
  functionMemoryField,
  timeoutField("storeTimeoutSeconds", "Store function timeout"),
  timeoutField("authorizerTimeoutSeconds", "Authorizer timeout"),
  timeoutField("retrieveTimeoutSeconds", "Retrieve function timeout", connectWaits),
];
