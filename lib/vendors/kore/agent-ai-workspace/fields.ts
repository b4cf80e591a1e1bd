import { choices, textField } from "@/lib/blueprints/shared/fields-parts";
import type { SettingsGroup } from "@/lib/forms/settings-field";
import {
  agentAiGroup,
  agentAiSpokenGroup,
  callersGroup,
  dispositionGroup,
  sizesGroup,
  tokenFields,
  transcriptionGroup,
} from "../agent-ai/fields";
import { applicationPermissions, frameAllow, frameSandbox } from "./settings";

/** The form for Agent AI in the agent workspace, group by group. */
export const agentAiWorkspaceFields: readonly SettingsGroup[] = [
  callersGroup,
  agentAiGroup,
  {
    title: "Agent workspace",
    fields: [
      {
        path: "securityProfileIds",
        label: "Security profiles",
        note: "Agents with one of these see the widget. A profile takes at most 10 applications; what else it has stays.",
        input: { kind: "security-profiles" },
      },
      {
        path: "application.permissions",
        label: "What the application may read",
        note: "The widget reads the contact's attributes and details. AWS grants nothing else by itself.",
        input: { kind: "choices", options: choices(applicationPermissions) },
      },
      {
        path: "application.scope",
        label: "Opens",
        note: "AWS recommends one for each contact: the widget then always shows the contact in hand.",
        input: {
          kind: "choice",
          options: [
            { value: "PER_CONTACT", label: "Once for each contact" },
            { value: "CROSS_CONTACTS", label: "Once for all contacts" },
          ],
        },
      },
      ...tokenFields(
        ["waitMinutes", "handlingMinutes", "afterWorkMinutes"],
        "For the widget's token. It is made when the call comes in and stands in the contact's attribute token, so it must last through the wait, the conversation, and the work afterward.",
      ),
    ],
  },
  transcriptionGroup,
  agentAiSpokenGroup,
  dispositionGroup,
  {
    ...sizesGroup,
    fields: [
      textField("application.name", "Application"),
      textField("application.namespace", "Namespace of the application", "It can't be changed later."),
      {
        path: "application.frameSandbox",
        label: "What the application's frame may do",
        input: { kind: "choices", options: choices(frameSandbox) },
      },
      {
        path: "application.frameAllow",
        label: "What the application's frame may use",
        input: { kind: "choices", options: choices(frameAllow) },
      },
      {
        path: "application.initializationTimeoutMs",
        label: "Wait for the application",
        input: { kind: "number", unit: "milliseconds" },
      },
      ...sizesGroup.fields,
    ],
  },
];
