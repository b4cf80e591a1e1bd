import { edgesOf } from "@/lib/flows/language/edges";
import type { FlowDocument } from "@/lib/flows/language/flow-document";

/** A call that is in a queue or another flow has left this one; errors lead on. */
const leaves = new Set(["TransferContactToQueue", "TransferToFlow", "DisconnectParticipant"]);

/** Every way that a call can take, as identifiers. Branches of a block to the same block count once. */
export function waysThrough(document: FlowDocument): string[][] {
  const byId = new Map(document.Actions.map((action) => [action.Identifier, action]));
  const walk = (id: string, way: string[]): string[][] => {
    const action = byId.get(id);
    if (!action) throw new Error(`${id} is not a block`);
    if (way.includes(id)) throw new Error(`${id} comes twice`);
    const here = [...way, id];
    const ends = leaves.has(action.Type);
    const edges = edgesOf(action).filter((edge) => !(ends && edge.kind === "next"));
    const targets = [...new Set(edges.map((edge) => edge.to))];
    return [...(ends ? [here] : []), ...targets.flatMap((to) => walk(to, here))];
  };
  return walk(document.StartAction, []);
}
