import { edgeFault } from "./call-fault";

export const networkFails = edgeFault(
  { name: "network-fails", title: "The telephone network loses the call while it is with an agent" },
  () => ({ networkFails: true }),
);
