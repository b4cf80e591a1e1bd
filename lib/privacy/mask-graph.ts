import type { FlowGraph } from "@/lib/flows/language/flow-graph";
import { maskPhonesIn } from "@/lib/privacy/mask-phones";

/** Blocks name the numbers that they call and speak, and branches those that they compare a caller's with. Pure. */
export function maskGraph(graph: FlowGraph): FlowGraph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({
      ...node,
      title: maskPhonesIn(node.title),
      detail: maskPhonesIn(node.detail),
    })),
    edges: graph.edges.map((edge) => ({ ...edge, label: maskPhonesIn(edge.label) })),
  };
}
