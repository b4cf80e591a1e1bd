/** How a simulated call ends. A real one is decided by what the caller says. */
export const callEndings = [
  "agent",
  "bot",
  "system",
  "expired",
  "failed",
  "no-context",
  "caller-hangs-up",
] as const;
export type CallEnding = (typeof callEndings)[number];

export interface EndingChoice {
  value: CallEnding;
  label: string;
  note: string;
  /** The voice agent gives something back: what is asked for it, and an example. */
  gives?: { label: string; hint: string; example: object };
}

const hangsUp: EndingChoice = {
  value: "caller-hangs-up",
  label: "The caller hangs up",
  note: "In the middle of the talk with the voice agent.",
};

const context = (example: object) => ({
  label: "What GenerativeAgent leaves behind",
  hint: "A JSON object with taskName, referenceVariables and transferVariables; empty: the task that it was told.",
  example,
});

const ENDINGS: Record<string, readonly EndingChoice[]> = {
  "kore-voice": [
    {
      value: "agent",
      label: "Transferred to an agent",
      note: "Kore posts what it knows, then hands the caller over.",
      gives: {
        label: "What Kore posts before it hands over",
        hint: "A JSON object, kept letter by letter; empty: only what the guide's own body has.",
        example: { intent: "change booking", booking: 48213, mood: 0.5 },
      },
    },
    {
      value: "bot",
      label: "Served to the end by the bot",
      note: "Kore posts nothing: it does so only before a transfer.",
    },
    hangsUp,
  ],
  asapp: [
    {
      value: "agent",
      label: "Transferred to an agent",
      note: "GenerativeAgent hangs up with transfer type AGENT.",
      gives: context({
        taskName: "Billing",
        referenceVariables: { plan: "gold" },
        transferVariables: { reason: "refund" },
      }),
    },
    {
      value: "system",
      label: "Given back to the phone system",
      note: "GenerativeAgent hangs up with transfer type SYSTEM.",
      gives: context({ taskName: "PayByPhone", transferVariables: { amount: "12.50" } }),
    },
    {
      value: "no-context",
      label: "No context",
      note: "GenerativeAgent hangs up and leaves nothing behind.",
    },
    { value: "expired", label: "The lent number has expired", note: "ASAPP's number lives one minute." },
    { value: "failed", label: "The transfer fails", note: "The line of the lent number is busy." },
    hangsUp,
  ],
};

/** What a test call of this kind of integration can come to; none where nothing is simulated. */
export function endingsOf(blueprint: string): readonly EndingChoice[] {
  return ENDINGS[blueprint] ?? [];
}
