import { edgesOf, reachableFrom } from "../language/edges";
import type { FlowDocument } from "../language/flow-document";
import type { FlowFinding } from "../language/flow-finding";

/** Blocks that count rounds, or that wait for someone: a way round through one of them doesn't run by itself. */
const holdsARound = new Set([
  "Loop",
  "Wait",
  "GetParticipantInput",
  "ConnectParticipantWithLexBot",
  "ConnectParticipantWithAgenticCX",
  "ShowView",
  "MessageParticipantIteratively",
  "TransferParticipantToThirdParty",
]);

const namedBlocks = 4;

/**
 * Ways round that nothing counts and no one has to keep going: a Lambda that always fails and is always asked again.
 */
export function checkLoops(document: FlowDocument): FlowFinding[] {
  const reached = reachableFrom(document.StartAction, document.Actions);
  const ids = document.Actions.filter(
    ({ Identifier, Type }) => reached.has(Identifier) && !holdsARound.has(Type),
  ).map(({ Identifier }) => Identifier);
  const forward = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]));
  const backward = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]));
  for (const action of document.Actions) {
    for (const { to } of edgesOf(action)) {
      if (!forward.has(action.Identifier) || !forward.has(to)) continue;
      forward.get(action.Identifier)?.add(to);
      backward.get(to)?.add(action.Identifier);
    }
  }
  peel(forward, backward);
  const findings: FlowFinding[] = [];
  for (const id of ids) {
    if (!forward.has(id)) continue;
    const ahead = walk(id, forward);
    const round = [...walk(id, backward)].filter((each) => ahead.has(each));
    for (const each of round.length > 0 ? round : [id]) drop(each, forward, backward);
    if (round.length > 0) findings.push(loopFinding(id, round));
  }
  return findings;
}

/** Takes away whatever is on no way round: blocks that nothing leads to, or that lead nowhere. */
function peel(forward: Map<string, Set<string>>, backward: Map<string, Set<string>>): void {
  const waiting = [...forward.keys()];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const next = forward.get(id);
    const before = backward.get(id);
    if (next === undefined || before === undefined || (next.size > 0 && before.size > 0)) continue;
    waiting.push(...next, ...before);
    drop(id, forward, backward);
  }
}

function drop(id: string, forward: Map<string, Set<string>>, backward: Map<string, Set<string>>): void {
  for (const to of forward.get(id) ?? []) backward.get(to)?.delete(id);
  for (const from of backward.get(id) ?? []) forward.get(from)?.delete(id);
  forward.delete(id);
  backward.delete(id);
}

/** All blocks that are come to from this one; itself only when a way leads back. */
function walk(from: string, ways: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>();
  const waiting = [...(ways.get(from) ?? [])];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(ways.get(id) ?? []));
  }
  return seen;
}

function loopFinding(blockId: string, round: readonly string[]): FlowFinding {
  const names = round.slice(0, namedBlocks).map((id) => `"${id}"`);
  const rest = round.length - names.length;
  return {
    code: "loop-unbounded",
    severity: "attention",
    blockId,
    sentence: `Nothing limits the loop through ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}: a call could stay in it forever.`,
    wayOut: "Add a Loop block that exits after a set number of rounds.",
  };
}
