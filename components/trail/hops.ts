import type { State } from "@/components/ui/state";
import type { Hop } from "@/lib/hops/hop";
import type { Severity } from "@/lib/trail/event";
import type { HopState } from "@/lib/trail/hop-state";

/** The way of a call, in the words of the patch bay's cables. */
export const hopTitles: Record<Hop, string> = {
  number: "Call",
  flow: "Flow",
  sip: "SIP",
  kore: "Kore",
  asapp: "ASAPP",
  api: "API",
  store: "Store",
  retrieve: "Retrieve",
  queue: "Queue",
  agent: "Agent",
};

export const severityStates: Record<Severity, State> = {
  info: "unknown",
  unknown: "unknown",
  good: "good",
  attention: "attention",
  bad: "bad",
};

export const severityWords: Record<Severity, string> = {
  info: "noted",
  unknown: "result unknown",
  good: "worked",
  attention: "needs a look",
  bad: "failed",
};

export const stateWords: Record<HopState, string> = {
  unknown: "result unknown",
  good: "worked",
  attention: "needs a look",
  bad: "failed",
};
