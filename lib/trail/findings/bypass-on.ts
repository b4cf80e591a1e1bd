import type { BypassFact, Trail, TrailEvent } from "@/lib/trail/event";
import {
  defineFinding,
  eventsOf,
  type FoundTrouble,
  formatMoment,
  ids,
  recordValue,
} from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { transfersOf } from "@/lib/trail/findings/transfers";

/** Nobody spoke with the voice agent, because somebody had switched it off for the time being. */
export const bypassOn = defineFinding({ code: "bypass-on", name: "Bypass was on", find });

function find(trail: Trail): FoundTrouble[] {
  // It was turned while this call was in the flow, which went on as it had begun.
  if (transfersOf(trail).length > 0) return [];
  return (trail.facts?.bypassOn ?? []).flatMap((bypass): FoundTrouble[] => {
    const evidence = tracesOf(trail, bypass);
    if (evidence.length === 0) return [];
    const { integration, by, since } = bypass;
    return [
      {
        severity: "attention",
        facts: { integration: integration.name, since, by },
        title: "The bypass was on: the call skipped the voice agent",
        cause: `${by} turned on the bypass of “${integration.name}” on ${formatMoment(since)}. While it's on, callers go straight to the queue, without the voice agent and without metadata.`,
        ...atIntegration(
          { facts: { integration } },
          "",
          "Turn it off in {screen}, or in the banner at the top of every screen, when the voice agent works again.",
        ),
        evidence: ids(evidence),
      },
    ];
  });
}

/** Without a flow log the number alone tells through which integration the call came. */
function tracesOf(trail: Trail, { flowArns, numbers }: BypassFact): TrailEvent[] {
  const blocks = eventsOf(trail, "flow-log").filter(({ block }) => block && flowArns.includes(block.flowArn));
  const queued = trail.events.find(({ hop }) => hop === "queue");
  const [first] = blocks;
  if (first) return queued && queued !== first ? [first, queued] : [first];
  const called = recordValue(trail, "SystemEndpoint");
  if (called === undefined || !numbers.includes(called)) return [];
  return eventsOf(trail, "contact-record").slice(0, 1);
}
