import { edgeFault } from "./call-fault";

export const retrieveTimesOut = edgeFault(
  { name: "retrieve-times-out", title: "The Lambda after the transfer runs out of time" },
  (live) => ({ lambda: () => (live.transferred ? { kind: "stalls" } : undefined) }),
);
