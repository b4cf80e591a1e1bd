import { actionRule, ruleOf } from "./action-rules";
import { dynamicTargets } from "./dynamic-targets";
import { type Edge, edgesOf, reachableFrom } from "./edges";
import { endsHere } from "./ends-here";
import { type FlowAction, type FlowDocument, isRecord } from "./flow-document";
import { layOut, type Position } from "./layout";

/** A flow ready to be drawn: plain data, so that it can be handed from a server to a browser. */
export interface FlowGraph {
  /** The first block; "" when the flow's start is none of its blocks. */
  start: string;
  nodes: FlowGraphNode[];
  edges: FlowGraphEdge[];
  /** Blocks beyond what is drawn: the picture says that it isn't whole. */
  omittedBlocks: number;
}

export interface FlowGraphNode {
  /** The block's identifier. */
  id: string;
  /** Its place among the flow's blocks, from 0: what AWS means by "Actions[3]". */
  index: number;
  /** A friendly name given to it, else what it does: "Play prompt". */
  title: string;
  /** The type in the designer's words; a type that isn't known keeps AWS's word, spaced out. */
  kind: string;
  /**
   * The one value that tells it from its like: the text, the function's name, the queue's name, "→ $.Attributes.queue"
   * for what only the call tells. May be "".
   */
  detail: string;
  isKnown: boolean;
  /** False: no call can come to it. */
  isReachable: boolean;
  /** The call leaves the flow here. */
  endsHere: boolean;
  /** Upper left corner in the designer's pixels; laid out again when the file has no positions. */
  position: Position;
}

export interface FlowGraphEdge {
  /** Unique: "<from> → <to>". All ways from one block to another are one edge. */
  id: string;
  from: string;
  to: string;
  kind: Edge["kind"];
  /** In plain words: "= 1, no match"; "" for the plain way on. */
  label: string;
}

/** More blocks than this make no picture that a person could read; Connect itself takes 250. */
const maxDrawnBlocks = 1_000;
const detailCharacters = 120;

/** What of a flow is drawn. Branches to blocks that aren't there are left out: the checks name them. Pure. */
export function flowGraph(document: FlowDocument): FlowGraph {
  const all = firstOfEachName(document.Actions);
  const drawn = all.slice(0, maxDrawnBlocks);
  const ids = new Set(drawn.map(({ action }) => action.Identifier));
  const actions = drawn.map(({ action }) => action);
  const reached = reachableFrom(document.StartAction, actions);
  const positions = positionsOf(document, actions);
  return {
    start: ids.has(document.StartAction) ? document.StartAction : "",
    nodes: drawn.map(({ action, index }) => ({
      ...wordsOf(action, document),
      id: action.Identifier,
      index,
      isKnown: actionRule(action.Type) !== undefined,
      isReachable: reached.has(action.Identifier),
      endsHere: endsHere(action),
      position: positions.get(action.Identifier) ?? { x: 0, y: 0 },
    })),
    edges: actions.flatMap((action) => edgesBetween(action).filter(({ to }) => ids.has(to))),
    omittedBlocks: all.length - drawn.length,
  };
}

/** Of two blocks with one identifier only the first can be reached. */
function firstOfEachName(actions: readonly FlowAction[]): { action: FlowAction; index: number }[] {
  const seen = new Set<string>();
  return actions.flatMap((action, index) => {
    if (seen.has(action.Identifier)) return [];
    seen.add(action.Identifier);
    return [{ action, index }];
  });
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function wordsOf(
  action: FlowAction,
  document: FlowDocument,
): Pick<FlowGraphNode, "title" | "kind" | "detail"> {
  const kind = ruleOf(action)?.title ?? typeInWords(action.Type);
  const detail = detailOf(action, document);
  return {
    title: uuidPattern.test(action.Identifier) ? kind : action.Identifier,
    kind,
    detail: detail.length > detailCharacters ? `${detail.slice(0, detailCharacters - 1)}…` : detail,
  };
}

/** As the flow designer calls this type of block. */
export function typeInWords(type: string): string {
  return actionRule(type)?.title ?? spaceOut(type);
}

function detailOf(action: FlowAction, document: FlowDocument): string {
  const parameters = action.Parameters ?? {};
  const targets = dynamicTargets(action);
  // The designer keeps the name of what was chosen before the parameter was made dynamic.
  const named = displayNamesOf(
    action.Identifier,
    document,
    new Set(targets.map(({ parameter }) => parameter)),
  );
  const shown = [...named, ...targets.map(({ reference }) => `→ ${reference}`)];
  if (shown.length > 0) return shown.join(", ");
  const arn = parameters.LambdaFunctionARN;
  if (typeof arn === "string" && arn !== "") return arn.split(":function:")[1] ?? arn;
  for (const name of ["Text", "SSML", "FlowLoggingBehavior", "ComparisonValue", "TextToSpeechVoice"]) {
    const value = parameters[name];
    if (typeof value === "string" && value !== "") return value;
  }
  const attributes = parameters.Attributes ?? parameters.FlowAttributes;
  return isRecord(attributes) ? Object.keys(attributes).join(", ") : "";
}

const deepestName = 4;

/** Names that the designer keeps beside the ids: `{ parameters: { QueueId: { displayName } } }`. */
function displayNamesOf(blockId: string, document: FlowDocument, without: ReadonlySet<string>): string[] {
  const all = document.Metadata.ActionMetadata;
  const own = isRecord(all) && Object.hasOwn(all, blockId) ? all[blockId] : undefined;
  const names: string[] = [];
  const look = (value: unknown, depth: number): void => {
    if (!isRecord(value) || depth > deepestName) return;
    if (typeof value.displayName === "string" && value.displayName !== "") names.push(value.displayName);
    for (const inner of Object.values(value)) look(inner, depth + 1);
  };
  const parameters = isRecord(own) && isRecord(own.parameters) ? own.parameters : {};
  for (const [name, value] of Object.entries(parameters)) if (!without.has(name)) look(value, 1);
  return names;
}

function edgesBetween(action: FlowAction): FlowGraphEdge[] {
  const byTarget = new Map<string, Edge[]>();
  // Where the plain way on has no effect, only the branch that it repeats is drawn.
  const nextMatters = ruleOf(action)?.nextCopies === undefined && !endsHere(action);
  for (const edge of edgesOf(action)) {
    if (edge.kind === "next" && !nextMatters) continue;
    const same = byTarget.get(edge.to);
    if (same === undefined) byTarget.set(edge.to, [edge]);
    else same.push(edge);
  }
  return [...byTarget].map(([to, edges]) => ({
    id: `${action.Identifier} → ${to}`,
    from: action.Identifier,
    to,
    kind:
      (["next", "condition", "error"] as const).find((kind) => edges.some((each) => each.kind === kind)) ??
      "next",
    label: edges.map(branchInWords).filter(Boolean).join(", "),
  }));
}

const errorsInWords: Readonly<Record<string, string>> = {
  NoMatchingError: "error",
  NoMatchingCondition: "no match",
  QueueAtCapacity: "queue is full",
  ConnectionTimeLimitExceeded: "not answered in time",
  InputTimeLimitExceeded: "no input in time",
  TimeLimitExceeded: "too late",
};

/** A way out of a block in plain words; "" for the plain way on. */
export function branchInWords({ kind, branch }: Pick<Edge, "kind" | "branch">): string {
  if (kind === "next") return "";
  if (kind === "condition") return branch.replace(/^Equals /, "= ");
  return errorsInWords[branch] ?? spaceOut(branch).toLowerCase();
}

function spaceOut(word: string): string {
  return word.replace(/([a-z])([A-Z])/g, "$1 $2");
}

/** The author's own picture when every block has its place in it, each another one; else a layered one. */
function positionsOf(document: FlowDocument, actions: readonly FlowAction[]): ReadonlyMap<string, Position> {
  const metadata = document.Metadata.ActionMetadata;
  const own = new Map<string, Position>();
  const places = new Set<string>();
  for (const { Identifier } of actions) {
    const entry =
      isRecord(metadata) && Object.hasOwn(metadata, Identifier) ? metadata[Identifier] : undefined;
    const position = isRecord(entry) ? parsePosition(entry.position ?? entry.Position) : undefined;
    if (position === undefined) break;
    own.set(Identifier, position);
    places.add(`${position.x} ${position.y}`);
  }
  return places.size === actions.length ? own : layOut(document.StartAction, actions);
}

/** AWS's own example capitalises the keys. */
function parsePosition(value: unknown): Position | undefined {
  if (!isRecord(value)) return undefined;
  const x = value.x ?? value.X;
  const y = value.y ?? value.Y;
  return typeof x === "number" && typeof y === "number" ? { x, y } : undefined;
}
