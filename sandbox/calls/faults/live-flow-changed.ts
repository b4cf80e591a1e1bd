import type { CallFault } from "./call-fault";
import { changeLiveFlow } from "./change-live-flow";

/** As somebody does by hand in the flow designer: one number of one block. */
export const liveFlowChanged: CallFault = {
  name: "live-flow-changed",
  title: "The live flow was changed outside Patchbay",
  changesAccount: true,
  begin: (live) =>
    changeLiveFlow(live, (type, parameters) =>
      type === "TransferParticipantToThirdParty"
        ? {
            Parameters: {
              ...parameters,
              ThirdPartyConnectionTimeLimitSeconds:
                parameters.ThirdPartyConnectionTimeLimitSeconds === "45" ? "50" : "45",
            },
          }
        : undefined,
    ),
};
