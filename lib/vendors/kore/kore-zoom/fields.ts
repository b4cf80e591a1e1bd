import { nameAndValue } from "@/lib/blueprints/shared/field-groups";
import { textField } from "@/lib/blueprints/shared/fields-parts";
import type { SettingsGroup } from "@/lib/forms/settings-field";

/** The form for Kore with Zoom Contact Center, group by group. */
export const koreZoomFields: readonly SettingsGroup[] = [
  {
    title: "Call in Zoom",
    fields: [
      textField("flowName", "Flow", "The name of the flow in Zoom that has the Voice Bot widget."),
      {
        path: "entryPoints",
        label: "Entry points",
        note: "The numbers that callers dial, one per line.",
        isNoticed: true,
        input: { kind: "lines" },
      },
      textField("connector.name", "Connector", "As the Voice Bot widget names it."),
      textField(
        "connector.domain",
        "Connector's domain",
        "From the connector's Configuration Details in Zoom. Leave blank until you have it.",
      ),
      textField(
        "connector.didNumber",
        "Connector's DID number",
        "From the same page. Kore doesn't sell numbers: this one comes with the connector.",
      ),
    ],
  },
  {
    title: "Transfer to an agent",
    fields: [
      {
        path: "transfer.from",
        label: "Transfer from",
        input: {
          kind: "choice",
          options: [
            { value: "node", label: "Agent Transfer node of the flow in Kore" },
            { value: "dialog", label: "Message node of a dialog, with code" },
          ],
        },
      },
      {
        path: "transfer.method",
        label: "Method",
        note: "With SIP BYE, Kore hangs up and the flow in Zoom goes on. With SIP REFER, Kore sends the call to a number or SIP URI itself.",
        isNoticed: true,
        input: {
          kind: "choice",
          options: [
            { value: "bye", label: "SIP BYE" },
            { value: "refer", label: "SIP REFER" },
          ],
        },
      },
      {
        ...textField("transfer.target", "REFER to", "A phone number like +12065550100 or a SIP URI."),
        onlyWith: { path: "transfer.method", values: ["refer"] },
      },
      {
        path: "transfer.message",
        label: "Message before the transfer",
        note: "The code has Kore say it. Leave blank to say nothing.",
        isNoticed: true,
        onlyWith: { path: "transfer.from", values: ["dialog"] },
        input: { kind: "long-text" },
      },
      {
        path: "transfer.headers",
        label: "SIP headers",
        note: "Sent to Zoom with the transfer. A value can be one of the conversation's, like {{context.session.BotUserSession.intent}}. Keep personal data out: headers can be read on the way.",
        input: { kind: "rows", columns: nameAndValue },
      },
    ],
  },
  {
    title: "Conversation summary",
    fields: [
      {
        path: "summary",
        label: "Guide through Kore's summary",
        note: "Adds its steps to the guide. A summary that Kore has is shown either way.",
        input: { kind: "switch" },
      },
    ],
  },
  {
    title: "Changes in Zoom",
    advanced: true,
    fields: [
      {
        path: "changes.variables",
        label: "Create the variables for Kore's session",
        note: "A plan creates the group Kore with three variables. Requires a Zoom connection that may change the flow.",
        input: { kind: "switch" },
      },
      {
        path: "changes.flowFile",
        label: "Import and publish this flow",
        note: "The file that Zoom exported. A plan imports it under the flow's name and publishes it. Leave blank to create the flow in Zoom.",
        isNoticed: true,
        input: { kind: "long-text" },
      },
      {
        path: "changes.entryPoints",
        label: "Point the entry points at the flow",
        note: "A plan moves the numbers above to the flow. Removal points them where they led before.",
        isNoticed: true,
        input: { kind: "switch" },
      },
    ],
  },
];
