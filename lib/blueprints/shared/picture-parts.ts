import type { Cable, Jack } from "../blueprint";
import { describeEntry, type WaysIn } from "./entry";

/** Where every call begins: the caller, and the flow that takes the call. */
export const entryJacks = (settings: WaysIn, flowName: string): Jack[] => [
  { id: "caller", title: "Caller", detail: describeEntry(settings), lane: "call" },
  { id: "connect", title: "Amazon Connect", detail: flowName, lane: "call" },
];

/** From the one to the other. */
export const numberCable = ({ entry }: WaysIn): Cable => ({
  id: "number",
  hop: "number",
  from: "caller",
  to: "connect",
  label: entry.kind === "own-flow" ? "your own flow" : "number → flow",
});
