import { edgeFault } from "./call-fault";

export const retrieveTimesOut = edgeFault(
  { name: "retrieve-times-out", title: "The Lambda function after the transfer times out", side: "transfer" },
  (live) => ({ lambda: () => (live.transferred ? { kind: "stalls" } : undefined) }),
);
