import { type ActionType, noMatchingError } from "../block";

/** Success leaves the flow; its NextAction only repeats a branch. */
export const transferContactToQueue: ActionType = {
  type: "TransferContactToQueue",
  logType: "Transfer",
  run(block) {
    const queue = block.call.queue;
    const answer = queue === undefined ? "closed" : block.world.enqueue(queue, block.call);
    block.log({ Parameters: queue ? { Queue: queue.arn } : {}, Results: String(answer === "queued") });
    if (answer === "queued") return { kind: "queued" };
    return answer === "full" ? { kind: "error", errorType: "QueueAtCapacity" } : noMatchingError;
  },
};
