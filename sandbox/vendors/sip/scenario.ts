import { memberOf, textOf } from "../shared/read-request";

const postings = ["never", "late", "other-contact", "wrong-token"] as const;

/** What a test call asks the agent for. */
export interface AgentScenario {
  ending: "agent" | "bot" | "caller-hangs-up";
  /** What it posts instead of its configured body: an object, or text exactly as it is. */
  post: unknown;
  /** Wall-clock seconds of conversation. */
  talkSeconds: number | undefined;
  posting: AgentFault["posting"];
  refuseWith: number | undefined;
}

/** What goes wrong on the agent's side. */
export interface AgentFault {
  posting?: (typeof postings)[number] | undefined;
  /** The SIP status that answers the INVITE. */
  refuseWith?: number;
}

export function readScenario(value: unknown): AgentScenario {
  const ending = textOf(value, "ending");
  const talkSeconds = memberOf(value, "talkSeconds");
  const fault = memberOf(value, "fault");
  const refuseWith = memberOf(fault, "refuseWith");
  return {
    ending: ending === "bot" || ending === "caller-hangs-up" ? ending : "agent",
    post: memberOf(value, "post"),
    talkSeconds: typeof talkSeconds === "number" && talkSeconds >= 0 ? talkSeconds : undefined,
    posting: postings.find((one) => one === textOf(fault, "posting")),
    refuseWith: typeof refuseWith === "number" ? refuseWith : undefined,
  };
}
