import type { SourceReport, Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, report } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";

/** What Zoom calls a flow that has no published version. Any other word says nothing of what callers reach. */
const unpublished: readonly string[] = ["draft", "archived"];

/** The flow that the call ran through isn't live by now: callers don't come to it anymore. */
export const flowNotPublished = defineFinding({
  code: "zoom-flow-not-published",
  name: "Zoom flow not published",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const flow = report(trail, "zoom-flow");
  const status = flow && rowValue(flow, "status");
  if (status === undefined || !unpublished.includes(status)) return [];
  const name = (flow && rowValue(flow, "flow_name")) ?? "the flow";
  return [
    {
      severity: "attention",
      facts: { status },
      title: "The flow of this call isn't published anymore",
      cause: `Zoom has the flow ${name} as “${status}”. The call ran through it while it was published; callers don't reach it now.`,
      ...atIntegration(trail, "Guide", "In Zoom's flow editor, publish the flow as {screen} describes."),
      evidence: [],
    },
  ];
}

export function rowValue(source: SourceReport, key: string): string | undefined {
  return source.state === "failed" ? undefined : source.panel?.rows.find((row) => row.key === key)?.value;
}
