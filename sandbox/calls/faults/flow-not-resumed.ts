import { edgeFault } from "./call-fault";

export const flowNotResumed = edgeFault(
  { name: "flow-not-resumed", title: "The flow does not go on after the voice agent has hung up" },
  () => ({ staysAway: true }),
);
