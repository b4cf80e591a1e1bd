import { withTenant } from "@/lib/access/tenant/scope";
import { fetchFlow, flowNotFound } from "@/lib/flow-library/fetch-flow";
import { loadFlowVersion, versionLiveAt } from "@/lib/flow-library/list-versions";
import { type FlowGraph, flowGraph } from "@/lib/flows/language/flow-graph";
import { parseFlowFile } from "@/lib/flows/language/parse-flow-file";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";

/** The flow that a call went through. */
export interface VisitedFlow {
  graph: FlowGraph;
  /** When this console published it; absent when it is what the instance has now. */
  publishedAt?: string;
  /** Blocks that the call passed and that this content hasn't: it was another one then. */
  unknownBlocks: number;
}

interface Visit {
  tenantId: TenantId;
  connectionId: string;
  flowArn: string;
  /** When the call came to the flow. */
  at: Date;
  blockIds: readonly string[];
}

/**
 * The content that this console had live at that time, when it has all blocks that the call passed; else what the
 * instance has now, unless that fits even less. Call it outside any scope.
 */
export async function flowOfVisit(visit: Visit): Promise<Result<VisitedFlow>> {
  const kept = await withTenant(visit.tenantId, async (db) => {
    const version = await versionLiveAt(db, visit.flowArn, visit.at);
    return version && (await loadFlowVersion(db, version.id));
  });
  const then = kept && drawn(kept.text, visit.blockIds, kept.at.toISOString());
  if (then?.ok && then.value.unknownBlocks === 0) return then;
  const now = await flowOfNow(visit);
  if (!now.ok) return then?.ok ? then : now;
  return then?.ok && then.value.unknownBlocks <= now.value.unknownBlocks ? then : now;
}

async function flowOfNow({ tenantId, connectionId, flowArn, blockIds }: Visit): Promise<Result<VisitedFlow>> {
  const flowId = /\/contact-flow\/([^/:]+)/.exec(flowArn)?.[1];
  if (flowId === undefined) return fail(flowNotFound);
  const read = await fetchFlow({ tenantId, connectionId, flowId });
  if (!read.ok) return read;
  return read.value.live === undefined ? fail(flowNotFound) : drawn(read.value.live.text, blockIds);
}

function drawn(text: string, blockIds: readonly string[], publishedAt?: string): Result<VisitedFlow> {
  const flow = parseFlowFile(text);
  if (!flow.ok) return flow;
  const graph = flowGraph(flow.value.document);
  const known = new Set(graph.nodes.map(({ id }) => id));
  const unknownBlocks = new Set(blockIds.filter((id) => !known.has(id))).size;
  return succeed({ graph, unknownBlocks, ...(publishedAt === undefined ? {} : { publishedAt }) });
}
