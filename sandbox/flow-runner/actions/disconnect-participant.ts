import type { ActionType } from "../block";

export const disconnectParticipant: ActionType = {
  type: "DisconnectParticipant",
  logType: "Disconnect",
  run(block) {
    block.log({ Parameters: {} });
    return { kind: "ended", how: "flow-disconnect" };
  },
};
