/** One call, as Zoom keeps it. */
export interface Engagement {
  engagementId: string;
  from: string;
  to: string;
  startedAt: number;
  /** Absent while it is live. */
  endedAt?: number;
  flow: { flowId: string; name: string; version: number };
  queue?: { queueId: string; name: string };
  agent?: { userId: string; name: string };
  /** How long it was in the flow, waiting, with the agent, in milliseconds. */
  times: { flow: number; waiting: number; talk: number; wrapUp: number };
  transferCount: number;
  result: string;
  /** The SIP status of our answer to a transfer. */
  transferRefusedWith?: number;
  events: EngagementEvent[];
  variables: Record<string, string>;
  variableLogs: VariableLog[];
  /** The session border controller that carried the leg to the voice bot. */
  controllers: { name: string; ipAddress: string; trunk: string; consumerIpAddress: string }[];
  recordings: { recordingId: string; startedAt: number; endedAt: number; hasMedia: boolean }[];
  recordingStatuses: { status: "start" | "stop" | "pause" | "resume"; at: number }[];
  notes: { noteId: string; userId: string; note: string; at: number }[];
}

export interface EngagementEvent {
  at: number;
  name: string;
  content: string;
}

export interface VariableLog {
  variableLogId: string;
  widget: string;
  /** "global_custom.Kore.kore_session_id" */
  name: string;
  value: string;
  at: number;
}

/** The oldest are deleted first; a sandbox isn't an archive. */
export const maxEngagements = 500;

export const controllerOfZoom = { name: "zoom-sbc-us-01", ipAddress: "162.12.232.41" };
