import { objectOf, type PlainObject, textOf } from "@/lambdas/shared/plain-values";
import type { ContactId } from "@/lib/kernel/ids";
import type { Problem } from "@/lib/kernel/result";
import { vendorTime } from "@/lib/kernel/vendor-time";
import type { PanelRow, SourcePanel, TrailEvent } from "@/lib/trail/event";
import { messageSaid } from "./asapp-events";

export const messagesSource = "asapp-messages";
export const stateSource = "asapp-state";
const longestTitle = 120;

export interface AsappMessage {
  id: string;
  from: "customer" | "agent" | "system" | "unknown";
  text: string;
  /** ISO 8601. */
  at: string;
}

const speakers: Record<AsappMessage["from"], string> = {
  customer: "The caller",
  agent: "GenerativeAgent",
  system: "The system",
  unknown: "Caller or GenerativeAgent",
};

/** Messages without words, a time, or an ID are left out. Pure. */
export function parseMessages({ items }: PlainObject): AsappMessage[] {
  return (Array.isArray(items) ? items : []).flatMap((item: unknown): AsappMessage[] => {
    const message = objectOf(item);
    const text = textOf(message?.text).trim();
    const id = textOf(message?.messageId);
    const at = vendorTime(message?.clientTimestamp) ?? vendorTime(message?.createdTimestamp);
    // It is in the page's address, where words would be read by everyone.
    if (text === "" || at === undefined || !/^[\w-]{1,64}$/.test(id)) return [];
    return [{ id, from: speakerOf(textOf(objectOf(message?.sender)?.role)), text, at }];
  });
}

function speakerOf(role: string): AsappMessage["from"] {
  return role === "customer" || role === "agent" || role === "system" ? role : "unknown";
}

export function messageEvents(contactId: ContactId, messages: readonly AsappMessage[]): TrailEvent[] {
  return messages.map(({ id, from, text, at }) => {
    const isLong = text.length > longestTitle;
    return {
      id: `${messagesSource}:${id}`,
      at,
      source: messagesSource,
      hop: "asapp",
      during: "any",
      severity: "info",
      ...messageSaid.of({ from }),
      title: `${speakers[from]}: “${isLong ? `${text.slice(0, longestTitle - 1)}…` : text}”`,
      ...(isLong && { detail: text }),
      kind: "transcript",
      contactId,
      raw: { from, text, at },
    };
  });
}

/** What is missing of the messages, beside those that were read. */
export function messagesPanel({ sentence }: Problem): SourcePanel {
  return {
    title: "ASAPP messages",
    rows: [
      {
        ...{ key: "unread", label: "Not read", kind: "sentence" },
        value: `There may be more messages. ${sentence}`,
      },
    ],
  };
}

const states: Readonly<Record<string, string>> = {
  ready: "Ready to respond",
  processing: "Processing",
  waitingForConfirmation: "Waiting for the caller to confirm",
  waitingForAuth: "Waiting for the caller to sign in",
  transferredToAgent: "Transferred to an agent",
  transferredToSystem: "Transferred to the flow",
};

/** Pure: as ASAPP has it now, not as it was during the call. */
export function statePanel(state: PlainObject): SourcePanel | undefined {
  const word = textOf(state.state);
  const variables = objectOf(state.inputVariables);
  const rows: PanelRow[] = [
    { key: "state", label: "State", value: states[word] ?? word },
    { key: "currentTaskName", label: "Current task", value: textOf(state.currentTaskName) },
    {
      key: "inputVariables",
      label: "Last input variables",
      value: variables && Object.keys(variables).length > 0 ? JSON.stringify(variables) : "",
      kind: "json",
    },
    {
      key: "lastGenerativeAgentMessageId",
      label: "Last message of GenerativeAgent",
      value: textOf(state.lastGenerativeAgentMessageId),
      kind: "id",
    },
  ];
  const told = rows.filter(({ value }) => value !== "");
  return told.length > 0 ? { title: "GenerativeAgent's state", rows: told } : undefined;
}
