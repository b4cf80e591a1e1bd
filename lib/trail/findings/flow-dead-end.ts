import type { Trail } from "@/lib/trail/event";
import {
  defineFinding,
  endOfCall,
  eventsOf,
  type FoundTrouble,
  ids,
  isSettled,
  rawMember,
  unclaimed,
} from "@/lib/trail/findings/finding-rule";
import { flowChangedSince } from "@/lib/trail/findings/flow-changed-since";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { isChangedIn } from "@/lib/trail/findings/is-changed-in";
import { loggingSwitchedOff } from "@/lib/trail/systems/flow-log/flow-events";

/** Blocks with which a flow may rightly end. */
const ending = /^(Disconnect\w*|Transfer\w*|Resume|EndFlow\w*|Dial|WaitForCustomer\w*)$/;

/** The flow came to a block that leads nowhere, and Amazon Connect ended the call. */
export const flowDeadEnd = defineFinding({ code: "flow-dead-end", name: "Dead end in the flow", find });

function find(trail: Trail, now: Date): FoundTrouble[] {
  const end = endOfCall(trail);
  const blocks = eventsOf(trail, "flow-log").filter(({ block }) => block !== undefined);
  const last = blocks.at(-1);
  if (!end || !last || !/^(CONTACT_FLOW_DISCONNECT|OTHER)$/.test(end.reason) || !isSettled(trail, now))
    return [];
  if (trail.events.some(({ hop }) => hop === "agent")) return [];
  const isExplained = unclaimed(trail, [last]).length === 0 || last.hop === "sip" || last.id.endsWith(":end");
  const isLoggingOff = loggingSwitchedOff.is(last);
  if (isExplained || isLoggingOff || ending.test(String(rawMember(last, "ContactFlowModuleType")))) return [];
  const change = trail.facts?.comparedFlows?.find((flow) => isChangedIn(flow, last));
  return [
    {
      severity: "bad",
      facts: { block: last.block?.identifier, isChanged: change !== undefined },
      title: "The flow reached a dead end",
      cause: `After the block ${last.block?.identifier ?? ""}${last.block?.flowName ? ` of the flow ${last.block.flowName}` : ""} there was no branch to continue on, and Amazon Connect ended the call.${change ? " That block was changed outside Patchbay." : ""}`,
      ...(change
        ? atIntegration(
            { facts: { integration: change.integration } },
            "",
            "In {screen}, choose “Plan changes”: the plan shows the change, and deploying it reverts it.",
          )
        : {
            nextStep:
              "In Amazon Connect, open Routing › Flows › the flow, connect every branch of that block, including its error branches, and publish the flow.",
            needs: "elsewhere",
          }),
      evidence: ids([last, end.event]),
      ...(change && flowChangedSince(trail.facts, change)),
    },
  ];
}
