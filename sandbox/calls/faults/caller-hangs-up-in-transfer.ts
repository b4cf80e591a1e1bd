import type { CallFault } from "./call-fault";

export const callerHangsUpInTransfer: CallFault = {
  name: "caller-hangs-up-in-transfer",
  title: "The caller hangs up while talking to the voice agent",
  side: "transfer",
  begin(live) {
    live.request = { ...live.request, ending: "caller-hangs-up" };
    return undefined;
  },
};
