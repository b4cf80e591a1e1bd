import { edgeFault } from "./call-fault";

export const networkFails = edgeFault(
  { name: "network-fails", title: "The phone network drops the call while it is with an agent" },
  () => ({ networkFails: true }),
);
