import { type CallFault, edgeFault } from "../../calls/faults/call-fault";
import type { AgentFault } from "./scenario";

/** What can go wrong with the agent's post before the transfer. */
export const sipFaults: readonly CallFault[] = [
  posting("wrong-token", "agent-wrong-token", "The voice agent posts the metadata with a wrong token"),
  posting("never", "agent-never-posts", "The voice agent never posts the metadata"),
  posting("late", "agent-posts-late", "The voice agent posts the metadata too late"),
  posting(
    "other-contact",
    "agent-posts-other-contact",
    "The voice agent posts the metadata for another contact ID",
  ),
];

function posting(how: AgentFault["posting"], name: string, title: string): CallFault {
  return edgeFault({ name, title }, () => ({ vendor: { posting: how } satisfies AgentFault }));
}
