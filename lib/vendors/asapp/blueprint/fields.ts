import {
  callerFields,
  connectWaits,
  functionMemoryField,
  nameAndValue,
  nothingHandedOverField,
  spokenGroup,
  timeoutField,
  transferTimeoutField,
} from "@/lib/blueprints/shared/field-groups";
import { logRetentionField } from "@/lib/blueprints/shared/fields-parts";
import type { SettingsGroup } from "@/lib/forms/settings-field";

const variableColumns = [
  { name: "variable", label: "Variable" },
  { name: "attribute", label: "Contact attribute" },
];

/** The form for ASAPP by call transfer, group by group. */
export const asappFields: readonly SettingsGroup[] = [
  { title: "Callers", fields: callerFields("GenerativeAgent") },
  {
    title: "Input for GenerativeAgent",
    fields: [
      {
        path: "taskName",
        label: "First task",
        isNoticed: true,
        note: "The task's name in ASAPP. If blank, ASAPP's configuration decides.",
        input: { kind: "text" },
      },
      {
        path: "customerId",
        label: "Customer ID",
        note: "Where your flow stores it, for example $.Attributes.customerId. If blank, the caller's number is used.",
        input: { kind: "text" },
      },
      {
        path: "inputVariables",
        label: "Further input variables",
        note: "Fixed text, or a reference such as $.Attributes.accountNumber. They appear in the flow log.",
        input: { kind: "rows", columns: nameAndValue },
      },
      {
        path: "country",
        label: "Country of the temporary number",
        isNoticed: true,
        note: "Two letters. ASAPP must have numbers for you in that country.",
        input: { kind: "text" },
      },
      transferTimeoutField("ASAPP", "The temporary number expires after one minute."),
    ],
  },
  {
    title: "Where callers go afterwards",
    fields: [
      {
        path: "tasks",
        label: "By task",
        isNoticed: true,
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
        isNoticed: true,
        note: "Without one, these callers go to the queue, as with AGENT.",
        input: { kind: "flow" },
      },
      nothingHandedOverField(
        "noContext",
        "If GenerativeAgent returned no context",
        "It may have served the caller completely. A failed lookup always goes to the queue.",
      ),
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
  spokenGroup("context"),
  {
    title: "Functions",
    advanced: true,
    fields: [
      functionMemoryField,
      timeoutField("callTransferTimeoutSeconds", "call-transfer timeout", connectWaits),
      timeoutField(
        "getCallContextTimeoutSeconds",
        "get-call-context timeout",
        "How long it waits for ASAPP to report the call as completed.",
      ),
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
