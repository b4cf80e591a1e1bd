import {
  entryField,
  hoursField,
  logRetentionField,
  speechFields,
  spokenField,
} from "@/lib/blueprints/shared/fields-parts";
import type { SettingsGroup } from "@/lib/forms/settings-field";

const variableColumns = [
  { name: "variable", label: "Variable" },
  { name: "attribute", label: "Contact attribute" },
];

/** The form for ASAPP by call transfer, group by group. */
export const asappFields: readonly SettingsGroup[] = [
  {
    title: "Callers",
    fields: [
      entryField,
      { path: "queueId", label: "Queue after GenerativeAgent", input: { kind: "queue" } },
      hoursField,
    ],
  },
  {
    title: "Input for GenerativeAgent",
    fields: [
      {
        path: "taskName",
        label: "First task",
        note: "The task's name in ASAPP. If blank, ASAPP's configuration decides.",
        input: { kind: "text" },
      },
      {
        path: "customerId",
        label: "Customer id",
        note: "Where your flow stores it, for example $.Attributes.customerId. If blank, the caller's number is used.",
        input: { kind: "text" },
      },
      {
        path: "inputVariables",
        label: "Further input variables",
        note: "Fixed text, or a reference such as $.Attributes.accountNumber. They appear in the flow log.",
        input: {
          kind: "rows",
          columns: [
            { name: "name", label: "Name" },
            { name: "value", label: "Value" },
          ],
        },
      },
      {
        path: "country",
        label: "Country of the temporary number",
        note: "Two letters. ASAPP must have numbers for you in that country.",
        input: { kind: "text" },
      },
      {
        path: "transferTimeoutSeconds",
        label: "Wait for ASAPP to answer",
        note: "The temporary number expires after one minute.",
        input: { kind: "number", unit: "seconds" },
      },
    ],
  },
  {
    title: "Where callers go afterwards",
    fields: [
      {
        path: "tasks",
        label: "By task",
        note: "Checked first, for both AGENT and SYSTEM. Tasks that aren't listed follow their transfer type.",
        input: {
          kind: "rows",
          columns: [
            { name: "task", label: "Task" },
            { name: "target", label: "Queue or flow", input: "queue-or-flow" },
          ],
        },
      },
      {
        path: "systemFlowId",
        label: "Flow for transfer type SYSTEM",
        note: "Without one, these callers go to the queue, as with AGENT.",
        input: { kind: "flow" },
      },
      {
        path: "noContext",
        label: "If GenerativeAgent returned no context",
        note: "It may have served the caller completely. A failed lookup always goes to the queue.",
        input: {
          kind: "choice",
          options: [
            { value: "queue", label: "Go to the queue" },
            { value: "goodbye", label: "Say goodbye and hang up" },
          ],
        },
      },
      {
        path: "referenceVariables",
        label: "Reference variables to save",
        note: "They become contact attributes, which many people can read.",
        input: { kind: "rows", columns: variableColumns },
      },
      {
        path: "transferVariables",
        label: "Transfer variables to save",
        note: "They become contact attributes, which many people can read.",
        input: { kind: "rows", columns: variableColumns },
      },
    ],
  },
  {
    title: "What callers hear",
    fields: [
      ...speechFields,
      spokenField("welcome", "Welcome"),
      spokenField("transferringBack", "Before the queue"),
      spokenField("noContext", "Before the queue, without context"),
      spokenField("error", "After an error", "The caller continues to the queue."),
      spokenField("closed", "Outside opening hours", "The call ends."),
      spokenField("queueFull", "When the queue is full", "The call ends."),
      spokenField("goodbye", "Goodbye", "Used only if calls without context end."),
    ],
  },
  {
    title: "Functions",
    advanced: true,
    fields: [
      { path: "lambda.memoryMb", label: "Memory", input: { kind: "number", unit: "MB" } },
      {
        path: "lambda.callTransferTimeoutSeconds",
        label: "call-transfer timeout",
        note: "Connect waits 8 seconds at most.",
        input: { kind: "number", unit: "seconds" },
      },
      {
        path: "lambda.getCallContextTimeoutSeconds",
        label: "get-call-context timeout",
        note: "How long it waits for ASAPP to report the call as completed.",
        input: { kind: "number", unit: "seconds" },
      },
      {
        path: "lambda.provisionedConcurrency",
        label: "Provisioned concurrency",
        note: "Per function. Charged per second, whether used or not. 0 turns it off.",
        input: { kind: "number", unit: "environments" },
      },
      logRetentionField,
    ],
  },
];
