import type { CallFault } from "./call-fault";

export const asappNumberExpired: CallFault = {
  name: "asapp-number-expired",
  title: "ASAPP's number expires before the call comes",
  vendor: "asapp",
  begin(live) {
    live.request = { ...live.request, ending: "expired" };
    return undefined;
  },
};
