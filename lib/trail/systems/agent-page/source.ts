import type { ContactId } from "@/lib/kernel/ids";
import type { Severity, SourcePanel, TrailEvent } from "../../event";
import { defineSource, type SourceReading } from "../../trail-source";
import {
  frameRefused,
  logAttached,
  microphoneRefused,
  panelFailed,
  panelLoaded,
  tokenExpired,
} from "./agent-page-events";
import type { AgentPageCode, AgentPageRecord } from "./agent-page-record";

const name = "agent-page";

/** What the agent's own page met while they had the contact, and the softphone logs that they attached. */
export const agentPage = defineSource({
  name,
  iamActions: [],
  channels: ["VOICE"],
  open: ({ readAgentPage }, { contactId }) =>
    readAgentPage
      ? [
          {
            source: name,
            title: "Agent page",
            clock: "Patchbay",
            isOptional: true,
            read: async () => describeRecord(contactId, await readAgentPage(contactId)),
          },
        ]
      : [],
});

const kinds: Record<AgentPageCode, { part: Pick<TrailEvent, "code">; severity: Severity; title: string }> = {
  loaded: { part: panelLoaded.of({}), severity: "info", title: "The agent's panel loaded" },
  failed: { part: panelFailed.of({}), severity: "attention", title: "The agent's panel didn't load" },
  "token-expired": {
    part: tokenExpired.of({}),
    severity: "attention",
    title: "The panel's token expired while the agent had the contact",
  },
  "microphone-refused": {
    part: microphoneRefused.of({}),
    severity: "bad",
    title: "The agent's browser refused the microphone",
  },
  "frame-refused": {
    part: frameRefused.of({}),
    severity: "bad",
    title: "The softphone didn't load in the agent's page",
  },
};

/** Pure. */
export function describeRecord(contactId: ContactId, { events, logs }: AgentPageRecord): SourceReading {
  const common = { source: name, hop: "agent", during: "any", contactId } as const;
  const told = events.flatMap(({ id, at, code }): TrailEvent[] => {
    const kind = isKnown(code) ? kinds[code] : undefined;
    if (!kind) return [];
    const { part, severity, title } = kind;
    return [
      {
        ...common,
        ...part,
        id: `${name}:${id}`,
        at: at.toISOString(),
        severity,
        title,
        raw: { code, at: at.toISOString() },
      },
    ];
  });
  const attached = logs.map(({ id, at, userName, text }): TrailEvent => {
    const entries = text.split("\n").map(parseEntry);
    const errors = entries.filter(isError).length;
    return {
      ...{ ...common, id: `${name}:log:${id}`, at: at.toISOString(), severity: "info" },
      ...logAttached.of({ lines: entries.length, errors, by: userName }),
      title: `${userName} attached the softphone's log`,
      detail: `${sayCount(entries.length, "entry", "entries")}, ${sayCount(errors, "error", "errors")}`,
      raw: entries,
    };
  });
  return { events: [...told, ...attached], panel: logsPanel(attached) };
}

/** A row of a later version may hold a code that isn't here. */
function isKnown(code: string): code is AgentPageCode {
  return Object.hasOwn(kinds, code);
}

function logsPanel(attached: readonly TrailEvent[]): SourcePanel | undefined {
  if (attached.length === 0) return undefined;
  return {
    title: "Softphone logs",
    rows: attached.map(({ id, title, detail = "" }) => ({ key: id, label: title, value: detail })),
  };
}

function parseEntry(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

function isError(entry: unknown): boolean {
  const level: unknown =
    typeof entry === "object" && entry !== null ? Reflect.get(entry, "level") : undefined;
  return level === "ERROR" || level === "CRITICAL";
}

function sayCount(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
