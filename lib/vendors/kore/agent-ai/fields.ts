import { functionMemoryField } from "@/lib/blueprints/shared/field-groups";
import {
  entryField,
  logRetentionField,
  speechFields,
  spokenField,
  textField,
} from "@/lib/blueprints/shared/fields-parts";
import type { SettingsField, SettingsGroup } from "@/lib/forms/settings-field";
import { agentAiHosts, ownStreamKey, transcriberPath } from "./presets";
import type { TokenPart } from "./settings";

const hostOption = (value: string) => ({ value, label: value.replace("https://", "") });
const fromConnection = { value: "", label: "The Kore connection's host" };

export const callersGroup: SettingsGroup = {
  title: "Callers",
  fields: [
    entryField,
    {
      path: "claimedNumber",
      label: "Claim a number",
      isNoticed: true,
      note: "Claimed by the deployment, and pointed to the flow at once. AWS charges its own daily price for the number while it's claimed. Removing it here or removing the integration releases the number, and a released number is lost.",
      input: { kind: "claimed-number" },
    },
    {
      path: "joinedFlowId",
      label: "Continue from a voice agent",
      isNoticed: true,
      note: "A flow that Patchbay deployed for a voice agent. Its callers come here instead of going to its queue, and the widget gets what the voice agent posted. Removal restores its queue first.",
      input: { kind: "flow" },
    },
    { path: "queueId", label: "Queue", isNoticed: true, input: { kind: "queue" } },
    {
      path: "hoursOfOperationId",
      label: "Opening hours",
      note: "Checked first. Without them, nothing is checked, and the queue's own hours decide.",
      isNoticed: true,
      input: { kind: "hours-of-operation" },
    },
    {
      path: "fullQueue.goesTo",
      label: "When the queue is full",
      isNoticed: true,
      note: "Callers hear the message for a full queue first.",
      input: {
        kind: "choice",
        options: [
          { value: "goodbye", label: "Say goodbye and hang up" },
          { value: "queue", label: "Try another queue" },
          { value: "flow", label: "Go to a flow, for example voicemail or callback" },
        ],
      },
    },
    {
      path: "fullQueue.queueId",
      label: "Other queue",
      isNoticed: true,
      onlyWith: { path: "fullQueue.goesTo", values: ["queue"] },
      input: { kind: "queue" },
    },
    {
      path: "fullQueue.flowId",
      label: "Flow for a full queue",
      isNoticed: true,
      onlyWith: { path: "fullQueue.goesTo", values: ["flow"] },
      input: { kind: "flow" },
    },
  ],
};

export const agentAiGroup: SettingsGroup = {
  title: "Agent AI",
  fields: [
    {
      path: "agentAi.host",
      label: "Agent AI's host",
      note: "As in the address of Agent AI's console. Older accounts use agentassist.kore.ai.",
      input: {
        kind: "choice-or-other",
        otherLabel: "Other host",
        groups: [{ options: [fromConnection, ...agentAiHosts.map(hostOption)] }],
      },
    },
    {
      path: "agentAi.transcriberUrl",
      label: "Transcriber",
      note: "Kore's guide names both hosts. The first call shows which one has the account.",
      input: {
        kind: "choice-or-other",
        otherLabel: "Other transcriber",
        groups: [
          {
            options: [
              { value: "", label: "On Agent AI's host" },
              ...agentAiHosts.map((host) => hostOption(`${host}${transcriberPath}`)),
            ],
          },
        ],
      },
    },
    textField(
      "agentAi.sipUri",
      "SIP URI",
      "Agent AI › Flows & Channels › Voice Gateway › SIP Numbers › Configure SIP Trunk, product Agent AI › Copy.",
    ),
    textField(
      "agentAi.accountId",
      "Account ID",
      "In the details of the JWT app: Flows & Channels › Digital › Web/Mobile Client.",
    ),
    textField("agentAi.iframeUrl", "Widget's address", "Leave blank for the usual path on Agent AI's host."),
    textField(
      "agentAi.wssUrl",
      "Address for audio",
      "Agent AI's own address for SIP audio (wssUrl in Kore's flow).",
    ),
    textField("languageCode", "Language of transcription", "In which both sides talk: en, en-US, es."),
    textField("widgetLanguage", "Widget's language", "Leave blank for the language of transcription."),
  ],
};

export const transcriptionGroup: SettingsGroup = {
  title: "Transcription",
  fields: [
    {
      path: "startAt",
      label: "Transcription starts",
      isNoticed: true,
      note: "The credentials for a call's stream last one hour. From an agent's answer, the hour and its cost begin with the conversation. From the call's start, the wait in the queue counts too: a wait of 20 minutes leaves 40 for the conversation, and a caller whom no agent answers is paid for as well. One connection to a stream ends after 40 to 50 minutes, and whether Agent AI opens another isn't known. After a transfer to another agent, Agent AI isn't asked again: it hears that agent only if Amazon Connect goes on streaming the call, which isn't known.",
      input: {
        kind: "choice",
        options: [
          { value: "whisper", label: "When an agent answers" },
          { value: "entry", label: "When the call comes in" },
        ],
      },
    },
    textField(
      "mediaStreams.prefix",
      "Prefix of call streams",
      "If the instance already streams calls, its own prefix, retention, and key stay as they are.",
    ),
    {
      path: "mediaStreams.retentionHours",
      label: "Keep call streams for",
      note: "One hour is enough. With more, AWS charges for storage.",
      input: { kind: "number", unit: "hours" },
    },
    {
      path: "mediaStreams.keyId",
      label: "Key of call streams",
      note: "Amazon Connect streams calls only with a KMS key.",
      input: {
        kind: "stream-key",
        otherLabel: "The key's whole ARN",
        own: { value: ownStreamKey, label: "AWS's own key (aws/kinesisvideo)" },
      },
    },
  ],
};

export const agentAiSpokenGroup: SettingsGroup = {
  title: "What callers hear",
  fields: [
    ...speechFields,
    spokenField("welcome", "Welcome"),
    spokenField("closed", "Outside opening hours", "The call ends."),
    spokenField("queueFull", "When the queue is full"),
    spokenField("goodbye", "Goodbye", "Used only when no queue takes the call."),
  ],
};

export const dispositionGroup: SettingsGroup = {
  title: "Disposition",
  fields: [
    {
      path: "disposition.enabled",
      label: "Ask agents for a disposition",
      note: "A form in the agent workspace after each call. The answer is stored in the contact's attributes.",
      input: { kind: "switch" },
    },
    ...whileAsked(
      textField("disposition.heading", "Heading"),
      textField("disposition.label", "Label of the list"),
      {
        path: "disposition.options",
        label: "Dispositions",
        input: {
          kind: "rows",
          columns: [
            { name: "value", label: "Value" },
            { name: "label", label: "Label" },
          ],
        },
      },
      textField("disposition.surveyLabel", "Label of the survey's switch"),
      textField("disposition.submitLabel", "Label of the button"),
      textField("disposition.doneHeading", "Confirmation"),
    ),
  ],
};

function whileAsked(...fields: SettingsField[]): SettingsField[] {
  return fields.map((field) => ({ ...field, onlyWith: { path: "disposition.enabled", values: [true] } }));
}

const minutes = (
  name: string,
  label: string,
  more: { note?: string; sumOf?: string[] } = {},
): SettingsField => ({
  path: `token.${name}`,
  label,
  ...(more.note === undefined ? {} : { note: more.note }),
  input: { kind: "number", unit: "minutes", ...(more.sumOf === undefined ? {} : { sumOf: more.sumOf }) },
});

/** Of the parts of a call that a token has to last for, with their sum. `note`: what the token is good for. */
export function tokenFields(parts: readonly TokenPart[], note: string): SettingsField[] {
  const sumOf = parts.map((part) => `token.${part}`);
  return parts.map((part, index) =>
    minutes(part, tokenLabels[part], {
      ...(index === 0 ? { note } : {}),
      ...(index === parts.length - 1 ? { sumOf, note: "At most 720 minutes (12 hours) together." } : {}),
    }),
  );
}

const tokenLabels: Record<TokenPart, string> = {
  waitMinutes: "Longest wait",
  handlingMinutes: "Longest conversation",
  afterWorkMinutes: "Longest after-contact work",
};

export const sizesGroup: SettingsGroup = {
  title: "Names and sizes",
  advanced: true,
  fields: [functionMemoryField, logRetentionField],
};
