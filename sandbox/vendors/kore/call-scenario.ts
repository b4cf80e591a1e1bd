import { memberOf, textOf } from "../shared/read-request";
import { type TurnPart, turnParts } from "./turn-latency";

/** How a test call goes on Kore's side. In a real call, what the caller says decides. */
export interface CallScenario {
  ending: "agent" | "bot" | "caller-hangs-up";
  /** What the Service node sends; undefined = what its template says. */
  post?: unknown;
  /** Wall-clock seconds of conversation; 0.4 when absent, an hour at most. */
  talkSeconds?: number;
  fault?: KoreFault | undefined;
}

/** What goes wrong on Kore's side of a test call. */
export interface KoreFault {
  posting?: "never" | "late" | "other-contact" | "wrong-token" | undefined;
  /** The SIP status that answers the INVITE. */
  refuseWith?: number;
  /** The bot's last answer takes these seconds longer, because of one part of it. */
  slowTurn?: { part: TurnPart; seconds: number };
  /** What Kore's own record of the call says, instead of the truth. */
  record?: { ranBotId?: string; calledNumber?: string; errorDetails?: string };
  /** The transfer is a REFER to this target, whatever the dialog says. */
  referTo?: string;
  /** Conversation Summary isn't enabled. */
  withoutSummary?: boolean;
  /** No flow is attached to the trunk's number. */
  withoutFlow?: boolean;
}

/** What a test call asks Kore for. */
export function readScenario(value: unknown): CallScenario {
  const ending = textOf(value, "ending");
  const talkSeconds = memberOf(value, "talkSeconds");
  return {
    ending: ending === "bot" || ending === "caller-hangs-up" ? ending : "agent",
    post: memberOf(value, "post"),
    fault: readFault(memberOf(value, "fault")),
    ...(typeof talkSeconds === "number" && talkSeconds >= 0 ? { talkSeconds } : {}),
  };
}

const postings = ["never", "late", "other-contact", "wrong-token"] as const;

const maxSlowSeconds = 60;

function readFault(value: unknown): KoreFault | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const posting = postings.find((one) => one === textOf(value, "posting"));
  const refuseWith = memberOf(value, "refuseWith");
  const slow = memberOf(value, "slowTurn");
  const part = turnParts.find((one) => one === textOf(slow, "part"));
  const seconds = memberOf(slow, "seconds");
  const record = memberOf(value, "record");
  const told = ["ranBotId", "calledNumber", "errorDetails"].flatMap((name) => {
    const text = textOf(record, name);
    return text === undefined ? [] : [[name, text]];
  });
  const referTo = textOf(value, "referTo");
  return {
    posting,
    ...(referTo === undefined ? {} : { referTo }),
    ...(memberOf(value, "withoutSummary") === true ? { withoutSummary: true } : {}),
    ...(memberOf(value, "withoutFlow") === true ? { withoutFlow: true } : {}),
    ...(typeof refuseWith === "number" ? { refuseWith } : {}),
    ...(part && typeof seconds === "number" && seconds >= 0
      ? { slowTurn: { part, seconds: Math.min(seconds, maxSlowSeconds) } }
      : {}),
    ...(told.length > 0 ? { record: Object.fromEntries(told) } : {}),
  };
}
