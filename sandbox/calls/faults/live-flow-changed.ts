import type { CallFault } from "./call-fault";
import { changeLiveFlow } from "./change-live-flow";

/** As if someone changed one number of one block in the flow designer. */
export const liveFlowChanged: CallFault = {
  name: "live-flow-changed",
  title: "The live flow was changed outside Patchbay",
  side: "transfer",
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
