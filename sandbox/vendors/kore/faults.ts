import { type CallFault, edgeFault } from "../../calls/faults/call-fault";
import { agentAiFaults } from "./agent-ai/faults";
import type { KoreFault } from "./call-scenario";
import type { TurnPart } from "./turn-latency";

const slowSeconds = 4;

/** What can go wrong with Kore's post before the transfer to an agent, with its answers and its record, and with Agent AI. */
export const koreFaults: readonly CallFault[] = [
  posting("wrong-token", "wrong-token", "Kore posts the metadata with a wrong token"),
  posting("never", "kore-never-posts", "Kore never posts the metadata"),
  posting("late", "kore-posts-late", "Kore posts the metadata too late"),
  posting("other-contact", "kore-posts-other-contact", "Kore posts the metadata for another contact ID"),
  slowTurn("bot", "kore-slow-bot", "The bot takes four seconds to answer"),
  slowTurn("asr", "kore-slow-recognition", "Speech to text takes four seconds"),
  slowTurn("tts", "kore-slow-voice", "Making the voice takes four seconds"),
  record("kore-other-bot", "Kore's record names another bot", { ranBotId: "st-sandbox-other" }),
  record("kore-other-number", "Kore's record names another number", { calledNumber: "+12065550142" }),
  record("kore-records-error", "Kore's record of the call has an error", {
    errorDetails: "The dialog task Agent Transfer ended with an error.",
  }),
  ...agentAiFaults,
];

function slowTurn(part: TurnPart, name: string, title: string): CallFault {
  const vendor = { slowTurn: { part, seconds: slowSeconds } } satisfies KoreFault;
  return edgeFault({ name, title, side: "sip" }, () => ({ vendor }));
}

function record(name: string, title: string, told: NonNullable<KoreFault["record"]>): CallFault {
  const vendor = { record: told } satisfies KoreFault;
  return edgeFault({ name, title, side: "sip" }, () => ({ vendor }));
}

function posting(how: KoreFault["posting"], name: string, title: string): CallFault {
  return edgeFault({ name, title, side: "sip" }, () => ({ vendor: { posting: how } satisfies KoreFault }));
}
