import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, isSettled } from "@/lib/trail/findings/finding-rule";
import { agentConnected, contactEnded } from "@/lib/trail/systems/contact-record/contact-record-events";
import { evidenceOf, heardWords, isTranscriptWhole, lastTranscription } from "./agent-ai-trail";

/** Nobody says anything for as long while two people talk. */
const quietSeconds = 120;
/** One connection to a stream ends after 40 to 50 minutes, and the credentials after 60. */
const connectionMinutes = 35;
const credentialMinutes = 55;

/** Agent AI stopped listening while the agent still had the call. */
export const transcriptionEnded = defineFinding({
  code: "agentai-transcription-ended",
  name: "Transcription ended early",
  find,
});

function find(trail: Trail, now: Date): FoundTrouble[] {
  const asked = lastTranscription(trail);
  const ended = trail.events.find(contactEnded.is);
  const last = heardWords(trail).at(-1);
  const hasAgent = trail.events.some(agentConnected.is);
  if (asked?.result !== "Success" || !ended || !last || !hasAgent || !isSettled(trail, now)) return [];
  const unheardSeconds = Math.round((Date.parse(ended.at) - Date.parse(last.at)) / 1000);
  // Nobody is heard on hold. When that was isn't known, so all of it may have been at the end.
  if (unheardSeconds - (ended.facts.holdSeconds ?? 0) < quietSeconds) return [];
  // The last words may be among those that weren't read.
  if (!isTranscriptWhole(trail)) return [];
  const heardMinutes = (Date.parse(last.at) - Date.parse(asked.event.at)) / 60_000;
  const reason = reasonOf(heardMinutes);
  return [
    {
      severity: "attention",
      facts: { reason, unheardSeconds, heardMinutes: Math.round(heardMinutes) },
      title: "Agent AI stopped listening before the call ended",
      cause: `The last words that Agent AI heard were ${Math.round(unheardSeconds / 60)} minutes before the end of the call. ${causes[reason]}`,
      nextStep: nextSteps[reason],
      needs: "elsewhere",
      evidence: [...new Set([...evidenceOf(trail), ...ids([last, ended])])],
    },
  ];
}

type Reason = "connection" | "hour" | "unknown";

function reasonOf(heardMinutes: number): Reason {
  if (heardMinutes >= credentialMinutes) return "hour";
  return heardMinutes >= connectionMinutes ? "connection" : "unknown";
}

const causes: Record<Reason, string> = {
  connection:
    "One connection to a call's stream ends after 40 to 50 minutes; Agent AI doesn't seem to have opened another.",
  hour: "The credentials for the stream are valid for one hour, as long as AWS allows a function.",
  unknown: "Why isn't known: Agent AI doesn't say when it stops.",
};
const nextSteps: Record<Reason, string> = {
  connection: "Ask Kore whether its transcriber opens the stream again during long calls.",
  hour: "Nothing can be set for longer calls. If transcription starts at entry, let it start when an agent answers: then the hour doesn't run while callers wait.",
  unknown:
    "Ask Kore about this conversation. In Amazon Connect, check that no flow stops media streaming while an agent has the call.",
};
