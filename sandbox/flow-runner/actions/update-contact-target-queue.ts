import { type ActionType, next, noMatchingError, textParameter } from "../block";

export const updateContactTargetQueue: ActionType = {
  type: "UpdateContactTargetQueue",
  logType: "SetQueue",
  run(block) {
    const id = textParameter(block, "QueueId");
    const queue = id === undefined ? undefined : block.world.findQueue(id);
    block.log({ Parameters: { Queue: queue?.arn ?? id ?? "" } });
    if (queue === undefined) return noMatchingError;
    block.call.queue = queue;
    return next;
  },
};
