import { edgeFault } from "./call-fault";

export const flowNotResumed = edgeFault(
  {
    name: "flow-not-resumed",
    title: "The flow doesn't resume after the voice agent hangs up",
    side: "transfer",
  },
  () => ({ staysAway: true }),
);
