import { memberOf, textOf } from "../shared/read-request";

/** How a test call goes on Kore's side. A real call would be decided by what the caller says. */
export interface CallScenario {
  ending: "agent" | "bot" | "caller-hangs-up";
  /** What the Service node sends; undefined = what its template says. */
  post?: unknown;
  /** Wall-clock seconds of talk; 0.4 when absent, an hour at most. */
  talkSeconds?: number;
  fault?: KoreFault | undefined;
}

/** What goes wrong on Kore's side of a test call. */
export interface KoreFault {
  posting?: "never" | "late" | "other-contact" | "wrong-token" | undefined;
  /** The SIP status that answers the INVITE. */
  refuseWith?: number;
}

/** What a test call asks of Kore. */
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

function readFault(value: unknown): KoreFault | undefined {
  const posting = postings.find((one) => one === textOf(value, "posting"));
  const refuseWith = memberOf(value, "refuseWith");
  if (posting === undefined && typeof refuseWith !== "number") return undefined;
  return { posting, ...(typeof refuseWith === "number" ? { refuseWith } : {}) };
}
