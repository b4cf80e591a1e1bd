import type { ContactId } from "@/lib/kernel/ids";
import type { PanelRow, SourcePanel, TrailEvent } from "@/lib/trail/event";
import { isSameNumber } from "../phone-numbers";
import type { KoreInteraction, KoreLogLine, KoreRecording, KoreSession } from "./parse-answers";
import type { OwnBot } from "./readers";
import { interactionRecorded, logLineWritten, recordingKept, sessionEnded } from "./record-events";

export const sessionSource = "kore-session";
export const interactionSource = "kore-interaction";
export const recordingSource = "kore-recording";
export const debugLogSource = "kore-debug-log";

const endings: Readonly<Record<string, string>> = {
  agent: "Kore recorded that the caller was transferred to an agent",
  selfService: "Kore recorded that the bot served the caller",
  dropOff: "Kore recorded that the caller left",
};

export function sessionEvents(contactId: ContactId, session: KoreSession): TrailEvent[] {
  const { sessionId, containmentType, endedAt } = session;
  if (endedAt === undefined || containmentType === "") return [];
  return [
    {
      id: `${sessionSource}:${sessionId}`,
      at: endedAt,
      source: sessionSource,
      hop: "kore",
      during: "any",
      ...wholeSecondOf(endedAt),
      severity: "info",
      ...sessionEnded.of({ containmentType }),
      title: endings[containmentType] ?? `Kore recorded how the session ended: ${containmentType}`,
      contactId,
      raw: session,
    },
  ];
}

export function sessionPanel(sessions: readonly KoreSession[]): SourcePanel | undefined {
  const rows = sessions.flatMap((one): PanelRow[] => [
    { key: "sessionId", label: "Kore session", value: one.sessionId, kind: "id" },
    { key: "botId", label: "Bot of the session", value: one.botId, kind: "id" },
    { key: "sessionStatus", label: "Status", value: one.status },
    { key: "containmentType", label: "Containment", value: one.containmentType },
    { key: "start_time", label: "Began", value: one.startedAt ?? "" },
    { key: "end_time", label: "Ended", value: one.endedAt ?? "" },
    { key: "sessionTags", label: "Session tags", value: one.tags.join(", ") },
  ]);
  return panelOf("Kore session", rows);
}

/** `isByConnector`: another contact center's connector called, whose number the Kore connection doesn't know. */
export function interactionEvents(
  contactId: ContactId,
  {
    interaction,
    own,
    isByConnector = false,
    otherwiseAt,
  }: {
    interaction: KoreInteraction;
    own: OwnBot;
    isByConnector?: boolean;
    /** For a record whose times are missing, or in no form that can be read: what it says counts all the same. */
    otherwiseAt?: string;
  },
): TrailEvent[] {
  const { sessionId, botIds, calledNumber, finalStatus, errorDetails, startedAt, endedAt } = interaction;
  const at = endedAt ?? startedAt ?? otherwiseAt;
  if (at === undefined) return [];
  const isOwnBot = botIds.length > 0 ? botIds.includes(own.botId) : undefined;
  const isUnknown = calledNumber === "" || isByConnector;
  const isOwnNumber = isUnknown ? undefined : isSameNumber(calledNumber, own.didNumber);
  const hasError = errorDetails !== "";
  const isOdd = isOwnBot === false || isOwnNumber === false || hasError;
  return [
    {
      id: `${interactionSource}:${sessionId}`,
      at,
      source: interactionSource,
      hop: "kore",
      during: "any",
      ...wholeSecondOf(endedAt),
      severity: isOdd ? "attention" : "info",
      ...interactionRecorded.of({
        botIds,
        ownBotId: own.botId,
        ...(isOwnBot !== undefined && { isOwnBot }),
        ...(calledNumber !== "" && { calledNumber }),
        ownNumber: own.didNumber,
        ...(isOwnNumber !== undefined && { isOwnNumber }),
        finalStatus,
        hasError,
      }),
      title: hasError ? "Kore recorded an error of the call" : "Kore recorded the call",
      ...(hasError ? { detail: errorDetails } : botIds.length > 0 && { detail: `Bot ${botIds.join(", ")}` }),
      contactId,
      raw: interaction,
    },
  ];
}

/** Kore writes some endings without milliseconds. */
function wholeSecondOf(endedAt: string | undefined): Pick<TrailEvent, "isWholeSecond"> {
  return endedAt?.endsWith(".000Z") ? { isWholeSecond: true } : {};
}

export function interactionPanel(interactions: readonly KoreInteraction[]): SourcePanel | undefined {
  const rows = interactions.flatMap((one): PanelRow[] => [
    { key: "automationBotIDs", label: "Bots that ran", value: one.botIds.join(", "), kind: "id" },
    { key: "CenterPhone", label: "Number called", value: one.calledNumber, kind: "phone" },
    { key: "CustomerPhone", label: "Caller", value: one.callerNumber, kind: "phone" },
    { key: "finalStatus", label: "Final status", value: one.finalStatus },
    { key: "smartStatus", label: "Detailed status", value: one.smartStatus },
    { key: "reason", label: "Reason", value: one.reason },
    { key: "disconnectingEvent", label: "Ended by", value: one.disconnectingEvent },
    { key: "errorDetails", label: "Error", value: one.errorDetails },
  ]);
  return panelOf("Kore's record of the call", rows);
}

export const withoutAccountPanel: SourcePanel = {
  title: "Kore's record of the call",
  rows: [
    {
      key: "accountId",
      label: "Not read",
      kind: "sentence",
      value:
        "The Kore connection has no account ID. With it, Kore's own record says which bot ran, which number was called, and how the call ended.",
    },
  ],
};

const recordingStates: Readonly<Record<string, string>> = {
  success: "Recorded",
  media_unavailable: "Kore has no recording of this call.",
  call_in_progress: "The call is still going on.",
  media_in_progress: "Kore is still preparing the recording.",
};

export function recordingEvents(
  contactId: ContactId,
  sessionId: string,
  { status, files }: KoreRecording,
  at: string,
): TrailEvent[] {
  if (status !== "success") return [];
  return files.map(({ url }, index) => ({
    id: `${recordingSource}:${sessionId}:${index}`,
    at,
    source: recordingSource,
    hop: "kore",
    during: "any",
    severity: "info",
    ...recordingKept.of({}),
    title: "Kore recorded what was said",
    detail: "Kore's link to the recording expires. Load the trail again for a new one.",
    kind: "recording",
    link: { label: "Listen in Kore", href: url },
    contactId,
    raw: { status, files: files.length },
  }));
}

export function recordingPanel(recordings: readonly KoreRecording[]): SourcePanel | undefined {
  const rows = recordings.map(
    ({ status }): PanelRow => ({
      key: "status",
      label: "Recording",
      value: recordingStates[status] ?? `Kore says: ${status}`,
    }),
  );
  return panelOf("Kore recording", rows);
}

/** What scripts wrote may repeat what was said. */
export function logLineEvents(contactId: ContactId, lines: readonly KoreLogLine[]): TrailEvent[] {
  const counts = new Map<string, number>();
  return lines.flatMap(({ at, text, isError }): TrailEvent[] => {
    if (at === undefined) return [];
    const count = (counts.get(at) ?? 0) + 1;
    counts.set(at, count);
    return [
      {
        id: `${debugLogSource}:${at}#${count}`,
        at,
        source: debugLogSource,
        hop: "kore",
        during: "any",
        severity: "info",
        ...logLineWritten.of({ isError }),
        title: isError ? "A script of the bot logged an error" : "A script of the bot logged a line",
        detail: text,
        kind: "transcript",
        contactId,
        raw: { at, text, isError },
      },
    ];
  });
}

function panelOf(title: string, rows: PanelRow[]): SourcePanel | undefined {
  const told = rows.filter(({ value }) => value !== "");
  return told.length > 0 ? { title, rows: told } : undefined;
}
