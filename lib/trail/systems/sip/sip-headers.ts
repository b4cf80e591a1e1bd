/** How the voice agent's part of a call may end. */
export type AgentEnd = "handed-off" | "served";

/** What a vendor's voice agent says of itself in headers of its own. */
export interface SipHeaders {
  /** In its BYE: why it ended its part. */
  reason?: {
    /** "x-reason" */
    header: string;
    /** Reasons that are ends as they should be, as the vendor writes them. */
    ends: Readonly<Record<string, AgentEnd>>;
  };
  /** In its 200 OK: its own id of the conversation. */
  session?: {
    header: string;
    /** For people: "Session". */
    title: string;
  };
}

/** undefined for a reason that is not known. */
export function endOf({ ends }: NonNullable<SipHeaders["reason"]>, reason: string): AgentEnd | undefined {
  return Object.entries(ends).find(([own]) => own.toLowerCase() === reason.toLowerCase())?.[1];
}
