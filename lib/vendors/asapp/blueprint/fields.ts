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
    title: "What GenerativeAgent is told",
    fields: [
      {
        path: "taskName",
        label: "First task",
        note: "As it is called in ASAPP. Left empty, ASAPP's own configuration decides.",
        input: { kind: "text" },
      },
      {
        path: "customerId",
        label: "Customer id",
        note: "Where your flow has put it: $.Attributes.customerId. Left empty, the caller's number is the id.",
        input: { kind: "text" },
      },
      {
        path: "inputVariables",
        label: "Further input variables",
        note: "Fixed text, or a reference such as $.Attributes.accountNumber. They stand in the flow's log.",
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
        label: "Country of the lent number",
        note: "Two letters. ASAPP must have numbers there for you.",
        input: { kind: "text" },
      },
      {
        path: "transferTimeoutSeconds",
        label: "Wait for ASAPP to answer",
        note: "The lent number lives one minute.",
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
        note: "Looked at first, for AGENT and SYSTEM alike. A task that is not named here goes by its transfer type.",
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
        note: "Without one these callers come to the queue, as with AGENT.",
        input: { kind: "flow" },
      },
      {
        path: "noContext",
        label: "When GenerativeAgent left no context",
        note: "It may have served the caller to the end. A failed look-up always goes to the queue.",
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
        label: "Reference variables to keep",
        note: "They become contact attributes, which many people can read.",
        input: { kind: "rows", columns: variableColumns },
      },
      {
        path: "transferVariables",
        label: "Transfer variables to keep",
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
      spokenField("error", "After an error", "The caller goes on to the queue."),
      spokenField("closed", "Outside opening hours", "The call ends."),
      spokenField("queueFull", "When the queue is full", "The call ends."),
      spokenField("goodbye", "Goodbye", "Only when calls without context end."),
    ],
  },
  {
    title: "Functions",
    advanced: true,
    fields: [
      { path: "lambda.memoryMb", label: "Memory", input: { kind: "number", unit: "MB" } },
      {
        path: "lambda.callTransferTimeoutSeconds",
        label: "Limit of call-transfer",
        note: "Connect waits 8 seconds at most.",
        input: { kind: "number", unit: "seconds" },
      },
      {
        path: "lambda.getCallContextTimeoutSeconds",
        label: "Limit of get-call-context",
        note: "It waits that long for ASAPP to say that the call is completed.",
        input: { kind: "number", unit: "seconds" },
      },
      {
        path: "lambda.provisionedConcurrency",
        label: "Environments kept warm",
        note: "For each function. Charged for every second, used or not; 0 keeps none.",
        input: { kind: "number", unit: "environments" },
      },
      logRetentionField,
    ],
  },
];
