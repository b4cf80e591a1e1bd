import { connectArn } from "@/lib/blueprints/shared/arns";
import { say, setQueue } from "@/lib/blueprints/shared/flow-blocks";
import { type Block, buildFlow } from "@/lib/flows/language/build-flow";
import type { FlowDocument } from "@/lib/flows/language/flow-document";
import type { AgentAiSettings } from "./settings";

export interface QueueFlow {
  name: string;
  description: string;
  instanceArn: string;
  settings: Pick<AgentAiSettings, "queueId" | "texts" | "fullQueue" | "disposition">;
}

type BlockName =
  | "logging"
  | "set-queue"
  | "set-disposition"
  | "queue"
  | "say-queue-full"
  | "set-other-queue"
  | "other-queue"
  | "other-flow"
  | "say-goodbye"
  | "hang-up";

/**
 * The queue that the tenant chose, and what comes when it is full. The disposition's hook stands here, where it counts for
 * every call that goes well; in the published flow it is met on failures only.
 */
export function queueFlow({ name, description, instanceArn, settings }: QueueFlow): FlowDocument {
  const { texts, fullQueue, disposition } = settings;
  const afterSetQueue = disposition.enabled ? "set-disposition" : "queue";
  const blocks: { [block in BlockName]: Block<BlockName> } = {
    logging: {
      type: "UpdateFlowLoggingBehavior",
      parameters: { FlowLoggingBehavior: "Enabled" },
      next: "set-queue",
    },
    "set-queue": {
      ...setQueue(instanceArn, settings.queueId),
      next: afterSetQueue,
      errors: { NoMatchingError: afterSetQueue },
    },
    "set-disposition": {
      type: "UpdateContactEventHooks",
      parameters: { EventHooks: { DisconnectAgentUI: { $ref: "disposition-flow.arn" } } },
      next: "queue",
      errors: { NoMatchingError: "queue" },
    },
    queue: {
      type: "TransferContactToQueue",
      errors: { QueueAtCapacity: "say-queue-full", NoMatchingError: "say-queue-full" },
    },
    "say-queue-full": say(texts.queueFull, afterFullQueue(fullQueue)),
    "set-other-queue": {
      type: "UpdateContactTargetQueue",
      parameters: { QueueId: connectArn(instanceArn, "queue", fullQueue.queueId ?? settings.queueId) },
      next: "other-queue",
      errors: { NoMatchingError: "say-goodbye" },
    },
    "other-queue": {
      type: "TransferContactToQueue",
      errors: { QueueAtCapacity: "say-goodbye", NoMatchingError: "say-goodbye" },
    },
    "other-flow": {
      type: "TransferToFlow",
      parameters: { ContactFlowId: connectArn(instanceArn, "contact-flow", fullQueue.flowId ?? "") },
      errors: { NoMatchingError: "say-goodbye" },
    },
    "say-goodbye": say(texts.goodbye, "hang-up"),
    "hang-up": { type: "DisconnectParticipant" },
  };
  return buildFlow<BlockName>({ name, description, start: "logging", blocks });
}

function afterFullQueue({ goesTo }: AgentAiSettings["fullQueue"]): BlockName {
  switch (goesTo) {
    case "queue":
      return "set-other-queue";
    case "flow":
      return "other-flow";
    case "goodbye":
      return "say-goodbye";
  }
}
