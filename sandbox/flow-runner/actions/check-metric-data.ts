import { type ActionType, noMatchingError, textParameter } from "../block";

export const checkMetricData: ActionType = {
  type: "CheckMetricData",
  logType: "CheckMetricData",
  run(block) {
    const type = textParameter(block, "MetricType");
    const queueId = textParameter(block, "QueueId") ?? block.call.queue?.id;
    const value = type === undefined ? undefined : block.world.metric(type, queueId);
    block.log({
      Parameters: { MetricType: type, Queue: queueId },
      Results: value === undefined ? "" : String(value),
    });
    return value === undefined ? noMatchingError : { kind: "branch", value: String(value) };
  },
};
