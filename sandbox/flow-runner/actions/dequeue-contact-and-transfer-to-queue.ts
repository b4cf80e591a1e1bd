import { type ActionType, noMatchingError, textParameter } from "../block";

/** In a customer queue flow: the caller leaves this queue for another one. */
export const dequeueContactAndTransferToQueue: ActionType = {
  type: "DequeueContactAndTransferToQueue",
  logType: "Transfer",
  run(block) {
    const id = textParameter(block, "QueueId");
    const queue = id === undefined ? block.call.queue : block.world.findQueue(id);
    const answer = queue === undefined ? "closed" : block.world.enqueue(queue, block.call);
    block.log({ Parameters: { Queue: queue?.arn ?? id ?? "" }, Results: String(answer === "queued") });
    if (queue !== undefined && answer === "queued") {
      block.call.queue = queue;
      return { kind: "queued" };
    }
    return answer === "full" ? { kind: "error", errorType: "QueueAtCapacity" } : noMatchingError;
  },
};
