import type { Trail, TrailEvent } from "@/lib/trail/event";
import { type HopState, hopStateOf } from "@/lib/trail/hop-state";

/** A contact came to a block of a flow. */
export interface BlockVisit {
  blockId: string;
  /** ISO 8601. */
  at: string;
  /** How it went there; having passed a block without an outcome of its own is good in itself. */
  state: HopState;
  /** Events that tell of it. */
  eventIds: string[];
}

/** A contact's way through one flow, from its entry to where it left. */
export interface FlowPath {
  flowArn: string;
  flowName: string;
  visits: BlockVisit[];
}

/**
 * The contact's ways through flows in their order: a transfer to another flow begins another path, and a return to an
 * earlier flow begins one more. Pure; empty when the flow log told nothing.
 */
export function flowPaths(trail: Pick<Trail, "events">): FlowPath[] {
  const paths: FlowPath[] = [];
  for (const event of trail.events) {
    if (event.block === undefined) continue;
    const { flowArn, flowName, identifier } = event.block;
    const path = paths.at(-1);
    const current = path?.flowArn === flowArn ? path : begin(paths, flowArn, flowName);
    const visit = current.visits.at(-1);
    // The end of a long block (a transfer, a Lambda) is an event of its own, but no second visit.
    if (visit?.blockId === identifier && isEndOf(visit, event)) add(visit, event);
    else current.visits.push(visitOf(identifier, event));
  }
  return paths;
}

function begin(paths: FlowPath[], flowArn: string, flowName: string): FlowPath {
  const path: FlowPath = { flowArn, flowName, visits: [] };
  paths.push(path);
  return path;
}

function isEndOf(visit: BlockVisit, event: TrailEvent): boolean {
  return event.id.endsWith(":end") && visit.eventIds.includes(event.id.slice(0, -":end".length));
}

function add(visit: BlockVisit, event: TrailEvent): void {
  visit.eventIds.push(event.id);
  const state = hopStateOf(event.severity);
  if (state === "bad" || visit.state === "good" || visit.state === "unknown") visit.state = state;
}

function visitOf(blockId: string, event: TrailEvent): BlockVisit {
  return { blockId, at: event.at, state: hopStateOf(event.severity), eventIds: [event.id] };
}
