import type { SourceReport, Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, report } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { engagementBegan, voiceBotCalled } from "../trail/zoom-events";
import { rowValue } from "./flow-not-published";

/** The called number is an integration's, and the call ran through another flow than the integration's, without a voice bot. */
export const entryPointElsewhere = defineFinding({
  code: "zoom-entry-point-elsewhere",
  name: "Number leads to another Zoom flow",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  const [calls, flow] = [report(trail, "zoom-voice-call"), report(trail, "zoom-flow")];
  const called = calls && rowValue(calls, "callee_number");
  const ran = flow && rowValue(flow, "flow_name");
  const wanted = trail.facts?.routes?.filter(({ numbers }) => numbers.some((one) => one === called)) ?? [];
  // Another flow may hand a call on to the integration's; without the steps, whether the voice bot had it isn't known.
  if (trail.events.some(voiceBotCalled.is) || !isRead(report(trail, "zoom-events"))) return [];
  const all = [ran, ...trail.events.filter(engagementBegan.is).flatMap(({ facts }) => facts.flowNames ?? [])];
  if (ran === undefined || wanted.length === 0) return [];
  if (wanted.some(({ flowName }) => all.includes(flowName))) return [];
  const [{ integration, flowName } = { integration: undefined, flowName: "" }] = wanted;
  return [
    {
      severity: "bad",
      facts: { ran, wanted: flowName },
      title: "The called number leads to another flow",
      cause: `The call ran through the flow ${ran}. The number belongs to the integration ${integration?.name ?? ""}, whose flow is ${flowName}, so the voice bot didn't get the call.`,
      ...atIntegration(
        { facts: { ...(integration && { integration }) } },
        "Guide",
        "In Zoom, set the number's entry point to the integration's flow, as {screen} describes.",
      ),
      evidence: ids(trail.events.filter(engagementBegan.is)),
    },
  ];
}

function isRead(source: SourceReport | undefined): boolean {
  return source !== undefined && source.state !== "failed";
}
