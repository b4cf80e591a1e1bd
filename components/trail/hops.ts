import type { State } from "@/components/ui/state";
import type { Severity } from "@/lib/trail/event";
import type { HopState } from "@/lib/trail/hop-state";

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
  attention: "needs attention",
  bad: "failed",
};

export const stateWords: Record<HopState, string> = {
  unknown: "result unknown",
  good: "worked",
  attention: "needs attention",
  bad: "failed",
};
