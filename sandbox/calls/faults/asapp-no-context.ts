import type { CallFault } from "./call-fault";

export const asappNoContext: CallFault = {
  name: "asapp-no-context",
  title: "ASAPP leaves no context",
  vendor: "asapp",
  begin(live) {
    live.request = { ...live.request, ending: "no-context" };
    return undefined;
  },
};
