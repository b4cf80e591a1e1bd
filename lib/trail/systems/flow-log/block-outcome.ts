import type { Hop } from "@/lib/hops/hop";
import type { EventCode, EventFacts, Severity } from "../../event";
import { tellsOfFailure } from "../../failure-words";
import type { FlowLogEntry } from "./flow-log-entry";

/**
 * What a flow log says of how a block went. "none": nothing. "unknown": words that are neither known to be good nor words
 * of failure; which words Amazon Connect writes is documented nowhere.
 */
export interface BlockOutcome {
  kind: "none" | "good" | "failed" | "unknown";
  /** As the log has it; "" for none. */
  words: string;
}

/** Blocks whose result is an answer to be branched on: "false", a key, the name of an intent. */
const asking = /^(Check\w*|Compare|Get\w*Input|StoreUserInput|Loop|DistributeByPercentage)$/i;

function asksForAnswer(type: string): boolean {
  return asking.test(type);
}

/** Results are a word, or a small object. */
const deepest = 8;

const goodWords = /^(true|ok|success(ful(ly)?)?|succeeded|completed?)\.?$/i;

/** Of all lines of one run: a failure in any of them is the block's. Pure. */
export function blockOutcome(entries: readonly FlowLogEntry[]): BlockOutcome {
  const outcomes = entries.map(outcomeOf);
  for (const kind of ["failed", "unknown", "good"] as const) {
    const found = outcomes.findLast((outcome) => outcome.kind === kind);
    if (found) return found;
  }
  return { kind: "none", words: "" };
}

function outcomeOf(entry: FlowLogEntry): BlockOutcome {
  const error = wordsOf(entry.Error) || wordsOf(entry.ErrorDetails);
  if (error !== "") return { kind: "failed", words: error };
  const words = wordsOf(entry.Results);
  if (words === "") return { kind: "none", words };
  if (asksForAnswer(entry.ContactFlowModuleType)) return { kind: answerKind(words), words };
  if (goodWords.test(words)) return { kind: "good", words };
  return { kind: leavesOf(entry.Results).some(tellsOfFailure) ? "failed" : "unknown", words };
}

/** An intent may be called ReportError: alone, only the bare words are a failure; a time-out is the caller's silence. */
function answerKind(words: string): BlockOutcome["kind"] {
  const isSentence = /\s/.test(words);
  const isFailure = isSentence
    ? tellsOfFailure(words) && !/^(true|false)\b/i.test(words)
    : /^(error|failed|failure|exception)$/i.test(words);
  return isFailure ? "failed" : "good";
}

function wordsOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value.trim() : JSON.stringify(value);
}

/** Names of members say nothing: {"error": null} is no error. */
function leavesOf(value: unknown, depth = 0): string[] {
  if (value === null || value === undefined || depth > deepest) return [];
  if (typeof value !== "object") return [String(value)];
  return Object.values(value).flatMap((member) => leavesOf(member, depth + 1));
}

/** What a block did, as the time line shows it. */
export interface BlockDescription {
  hop: Hop;
  code: EventCode;
  facts: EventFacts;
  severity: Severity;
  title: string;
  detail?: string | undefined;
  kind?: "keyed-in";
}
