import { type ActionType, noMatchingError, textParameter } from "../block";

/** Without an ID: the hours of the queue that was set before. Branches are the words True and False. */
export const checkHoursOfOperation: ActionType = {
  type: "CheckHoursOfOperation",
  logType: "CheckHoursOfOperation",
  run(block) {
    const id = textParameter(block, "HoursOfOperationId");
    const open = block.world.isOpen(id, block.call.queue);
    const Parameters = id === undefined ? {} : { HoursOfOperation: id };
    block.log({ Parameters, Results: open === undefined ? "No hours of operation found." : String(open) });
    if (open === undefined) return noMatchingError;
    return { kind: "branch", value: open ? "True" : "False" };
  },
};
