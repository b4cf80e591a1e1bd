import type { ContactId } from "@/lib/kernel/ids";
import type { PanelRow } from "@/lib/trail/event";
import { agentAiAttributes } from "../../agent-ai/names";
import { describeCustomData } from "./describe-custom-data";

type Attributes = Readonly<Record<string, string>>;

/** Pure: what a contact's attributes say of Agent AI; nothing for contacts that no flow of its had. */
export function describeAgentAi(attributes: Attributes, contactId: ContactId): PanelRow[] {
  return [...describeTransfer(attributes, contactId), ...describeCustomData(attributes)];
}

/**
 * A transfer copies the attributes, the earlier request's outcome among them: that isn't this contact's own, and whether the
 * sound of its agent is streamed isn't known (docs/unverified.md).
 */
function describeTransfer(attributes: Attributes, contactId: ContactId): PanelRow[] {
  const { [agentAiAttributes.conversationId]: first, [agentAiAttributes.status]: status } = attributes;
  if (status === undefined || !first || first.toLowerCase() === contactId.toLowerCase()) return [];
  return [
    {
      key: "agent-ai.transferred",
      label: "Agent AI after a transfer",
      value: `Not known. ${agentAiAttributes.status} was copied: it tells of the conversation's first contact, and Agent AI isn't asked again. It hears this contact's agent only if Amazon Connect goes on streaming the call.`,
      kind: "sentence",
      madeOf: [],
    },
  ];
}
