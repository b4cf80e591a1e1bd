import { randomUUID } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import { memberOf, textOf } from "../../vendors/shared/read-request";
import { ControlError, type ControlRoute } from "../../wire/control";
import { type LogEvent, type LogStream, logsState } from "./log-store";

/** Events that no call wrote, by group: in memory only, because 100,000 would slow down every write. */
const fillers = new WeakMap<SandboxAccount, Map<string, LogStream>>();

const maxEvents = 500_000;
const eventsPerContact = 12;
const usualSpanMs = 24 * 3600 * 1000;

export function fillerOf(account: SandboxAccount, group: string): LogStream[] {
  const stream = fillers.get(account)?.get(group);
  return stream ? [stream] : [];
}

/**
 * POST /_sandbox/logs/fill {group, events, fromMs?, toMs?, contactId?}: as many flow-log lines of other contacts (or all of
 * the one that is named), evenly over the time (the last day when absent), replacing those of an earlier fill. 0 events
 * removes them.
 */
export const fillRoutes: readonly ControlRoute[] = [
  {
    method: "POST",
    path: "/_sandbox/logs/fill",
    handle({ body }, account) {
      const group = textOf(body, "group") ?? "";
      const events = memberOf(body, "events");
      if (!logsState(account).data.groups[group])
        throw new ControlError(404, `There is no log group ${group}.`);
      if (typeof events !== "number" || !Number.isInteger(events) || events < 0 || events > maxEvents)
        throw new ControlError(400, `events must be a whole number from 0 to ${maxEvents}.`);
      const toMs = numberOf(body, "toMs") ?? account.clock.now();
      const fromMs = numberOf(body, "fromMs") ?? toMs - usualSpanMs;
      if (fromMs > toMs) throw new ControlError(400, "fromMs must not be after toMs.");
      const known = fillers.get(account) ?? new Map<string, LogStream>();
      fillers.set(account, known);
      if (events === 0) known.delete(group);
      else known.set(group, makeStream(account, events, fromMs, toMs, textOf(body, "contactId")));
      return { body: { group, events, fromMs, toMs } };
    },
  },
];

function makeStream(
  account: SandboxAccount,
  count: number,
  fromMs: number,
  toMs: number,
  only: string | undefined,
): LogStream {
  const file = logsState(account);
  const first = file.data.nextSequence;
  file.data.nextSequence += count;
  const flow = `arn:aws:connect:${account.region}:${account.accountId}:instance/filler/contact-flow/filler`;
  let contactId = "";
  const events = Array.from({ length: count }, (_, index): LogEvent => {
    if (index % eventsPerContact === 0) contactId = only ?? randomUUID();
    const timestamp = Math.floor(fromMs + ((toMs - fromMs) * index) / count);
    const message = JSON.stringify({
      ContactId: contactId,
      ContactFlowId: flow,
      ContactFlowName: "Another flow",
      ContactFlowModuleType: "PlayPrompt",
      Identifier: `block-${index % eventsPerContact}`,
      Timestamp: new Date(timestamp).toISOString(),
      Parameters: { TextToSpeechType: "text", Text: "Thank you for calling.", Voice: "Joanna" },
    });
    return { sequence: first + index, timestamp, ingestionTime: timestamp + 500, message };
  });
  return { name: "filler", createdAt: fromMs, events, inOrder: true };
}

function numberOf(body: unknown, name: string): number | undefined {
  const value = memberOf(body, name);
  return typeof value === "number" && value >= 0 ? value : undefined;
}
