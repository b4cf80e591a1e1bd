import { formatDuration, formatTime } from "@/components/ui/format-time";
import type { State } from "@/components/ui/state";
import type { FlowGraph } from "@/lib/flows/language/flow-graph";

/** A contact came to a block. */
export interface FlowVisit {
  blockId: string;
  /** ISO 8601. */
  at: string;
  /** How it went there; good when not said. */
  state?: Exclude<State, "accent"> | undefined;
  /** Its number on the way, from 1, and where the way went on: for a way that was shortened. */
  place?: number;
  next?: string;
}

/** What is said about a block beside its name: "changed", "2 findings". */
export interface BlockMark {
  state: State;
  word: string;
}

export interface VisitedBlock {
  /** Places in the path, counted from 1. */
  places: number[];
  state: Exclude<State, "accent">;
  /** The clock at the first block, then the distance from it: "+1.4 s". */
  when: string;
}

export interface DrawnPath {
  blocks: Map<string, VisitedBlock>;
  /** Ids of the branches taken. */
  branches: Map<string, State>;
}

/**
 * A contact's way, ready to be drawn. A way out that is no plain way on is marked for attention. The clock is the
 * reader's own without a time zone. Pure.
 */
export function drawPath(graph: FlowGraph, visits: readonly FlowVisit[], timeZone?: string): DrawnPath {
  const blocks = new Map<string, VisitedBlock>();
  const branches = new Map<string, State>();
  const [first] = visits;
  for (const [index, visit] of visits.entries()) {
    const before = blocks.get(visit.blockId);
    const state = visit.state ?? "good";
    blocks.set(visit.blockId, {
      places: [...(before?.places ?? []), visit.place ?? index + 1],
      state: worse(before?.state, state),
      when: before?.when ?? whenOf(visit, first, timeZone),
    });
    const next = visit.next ?? visits[index + 1]?.blockId;
    const branch = graph.edges.find(({ from, to }) => from === visit.blockId && to === next);
    if (branch) branches.set(branch.id, branch.kind === "error" ? "attention" : "good");
  }
  return { blocks, branches };
}

/** As many steps as someone could follow in a picture. */
const drawnWhole = 200;

/**
 * Of a long way, that went in circles, what a picture shows of it: each block's first visit, its first way on to each
 * other block, and where it went worse; of blocks that the flow has. Pure.
 */
export function shortenPath(graph: FlowGraph, visits: readonly FlowVisit[]): FlowVisit[] {
  if (visits.length <= drawnWhole) return visits.map(({ blockId, at, state }) => ({ blockId, at, state }));
  const known = new Set(graph.nodes.map(({ id }) => id));
  const drawn = new Set<string>();
  return visits.flatMap(({ blockId, at, state = "good" }, index) => {
    const next = visits[index + 1]?.blockId ?? "";
    const facts = [blockId, `${blockId} ${state}`, `${blockId} > ${next}`];
    if (!known.has(blockId) || facts.every((fact) => drawn.has(fact))) return [];
    for (const fact of facts) drawn.add(fact);
    return [{ blockId, at, state, place: index + 1, next }];
  });
}

/**
 * Only what a contact passed and what it could have come to next: for where a whole flow would be too small to read.
 */
export function nearPath(graph: FlowGraph, visits: readonly FlowVisit[]): FlowGraph {
  const passed = new Set(visits.map(({ blockId }) => blockId));
  const near = new Set(passed);
  for (const { from, to } of graph.edges) if (passed.has(from)) near.add(to);
  return {
    start: visits[0]?.blockId ?? graph.start,
    nodes: graph.nodes.filter(({ id }) => near.has(id)),
    edges: graph.edges.filter(({ from, to }) => near.has(from) && near.has(to)),
    omittedBlocks: graph.omittedBlocks,
  };
}

function whenOf(visit: FlowVisit, first: FlowVisit | undefined, timeZone: string | undefined): string {
  if (first === undefined || visit === first) return formatTime(visit.at, "exact", timeZone).slice(0, 8);
  return `+${formatDuration(Date.parse(visit.at) - Date.parse(first.at))}`;
}

const worstFirst = ["bad", "attention", "unknown"] as const;

function worse(one: VisitedBlock["state"] | undefined, other: VisitedBlock["state"]): VisitedBlock["state"] {
  const states = [one, other];
  return worstFirst.find((state) => states.includes(state)) ?? "good";
}
