import Link from "next/link";
import { Suspense } from "react";
import { shortenPath } from "@/components/flow/flow-path";
import { SmallGraph } from "@/components/flow/small-graph";
import { addressOfEvent } from "@/components/trail/event-address";
import { WayInWords } from "@/components/trail/way-in-words";
import { Panel, PanelHeader } from "@/components/ui/panel";
import { ReadProblem } from "@/components/ui/read-problem";
import { Time } from "@/components/ui/time";
import { WaitNote } from "@/components/ui/wait-note";
import { toProblem } from "@/lib/access/action";
import { flowOfVisit, type VisitedFlow } from "@/lib/flow-library/flow-of-visit";
import type { TenantId } from "@/lib/kernel/ids";
import { fail, type Result } from "@/lib/kernel/result";
import { maskGraph } from "@/lib/privacy/mask-graph";
import type { Sight } from "@/lib/privacy/sight";
import { flowIdOf } from "@/lib/trail/block-of-finding";
import type { SourceReport } from "@/lib/trail/event";
import { type FlowPath, flowPaths } from "@/lib/trail/flow-path";
import { orderEvents } from "@/lib/trail/order-events";

interface PathThroughFlowProps {
  tenantId: TenantId;
  slug: string;
  connectionId: string;
  sight: Sight;
  flowLog: Promise<SourceReport>;
}

/** Each costs a request or two; a contact that was passed on more often has the rest in its time line. */
const mostDrawn = 8;

/** The contact's way through each flow, in the picture of that flow. */
export async function PathThroughFlow(props: PathThroughFlowProps) {
  const report = await props.flowLog;
  // What is wrong with the source stands beside its name already.
  if (report.state === "failed") return <NoPath>The flow log couldn't be read.</NoPath>;
  const paths = flowPaths({ events: orderEvents([report]) });
  if (paths.length === 0) return <NoPath>The flow log has no blocks yet.</NoPath>;
  const omitted = paths.length - mostDrawn;
  return (
    <div className="flex min-w-0 flex-col gap-4" data-testid="flow-paths">
      {paths.slice(0, mostDrawn).map((path, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a contact may come to one flow twice; the order is the way itself.
        <Panel key={index}>
          <PanelHeader
            title={index === 0 ? "Path through the flow" : "Then through"}
            aside={<FlowName {...props} path={path} />}
          />
          <Suspense
            fallback={
              <div className="px-3.5 py-4 text-ink-faint">
                <p role="status">Drawing the flow…</p>
                <WaitNote of="Amazon Connect" />
              </div>
            }
          >
            <OnePath {...props} path={path} />
          </Suspense>
        </Panel>
      ))}
      {omitted > 0 ? (
        <p className="text-xs text-ink-soft">
          The timeline has {omitted} further {omitted === 1 ? "flow" : "flows"}.
        </p>
      ) : null}
    </div>
  );
}

function FlowName({ slug, connectionId, path }: PathThroughFlowProps & { path: FlowPath }) {
  const id = flowIdOf(path.flowArn);
  const name = path.flowName || "without a name";
  if (id === undefined) return <span className="text-xs text-ink-soft">{name}</span>;
  return (
    <Link
      href={`/${slug}/flows/${encodeURIComponent(id)}?account=${connectionId}`}
      prefetch={false}
      className="min-w-0 text-xs break-all text-ink-soft hover:text-ink hover:underline"
    >
      {name}
    </Link>
  );
}

async function OnePath({ tenantId, connectionId, sight, path }: PathThroughFlowProps & { path: FlowPath }) {
  const flow = await fetchFlowOf(path, tenantId, connectionId);
  if (!flow.ok) {
    return (
      <div className="p-3.5">
        <ReadProblem problem={flow.problem} />
      </div>
    );
  }
  const { publishedAt, unknownBlocks } = flow.value;
  const graph = sight.phones ? flow.value.graph : maskGraph(flow.value.graph);
  const links: Record<string, string> = {};
  const known = new Set(graph.nodes.map(({ id }) => id));
  for (const { blockId, eventIds } of path.visits) {
    const [first] = eventIds;
    if (first !== undefined && known.has(blockId)) links[blockId] ??= addressOfEvent(first);
  }
  return (
    <>
      <p className="px-3.5 pt-2 text-xs text-ink-faint">
        {publishedAt ? (
          <>
            as published <Time at={publishedAt} />
          </>
        ) : (
          "current version: the version live at that time isn't known"
        )}
      </p>
      <SmallGraph
        graph={graph}
        label={`The contact's path through the flow ${path.flowName}`}
        path={shortenPath(graph, path.visits)}
        links={links}
      />
      {unknownBlocks > 0 ? (
        <p className="px-3.5 py-2 text-xs text-attention-ink">
          {unknownBlocks === 1 ? "One block that" : `${unknownBlocks} blocks that`} the contact passed{" "}
          {unknownBlocks === 1 ? "is" : "are"} not in this content: the flow was changed outside Patchbay, or
          a module ran.
        </p>
      ) : null}
      <WayInWords graph={graph} visits={path.visits} />
    </>
  );
}

/** Nothing else on the page waits for this, and nothing else may fall with it. */
async function fetchFlowOf(
  { flowArn, visits }: FlowPath,
  tenantId: TenantId,
  connectionId: string,
): Promise<Result<VisitedFlow>> {
  try {
    return await flowOfVisit({
      tenantId,
      connectionId,
      flowArn,
      at: new Date(visits[0]?.at ?? 0),
      blockIds: visits.map(({ blockId }) => blockId),
    });
  } catch (error) {
    return fail(toProblem(error));
  }
}

function NoPath({ children }: { children: string }) {
  return (
    <Panel>
      <PanelHeader title="Path through the flow" />
      <p className="px-3.5 py-3 text-ink-soft">{children}</p>
    </Panel>
  );
}
