import { edgeFault } from "./call-fault";

export const retrieveFails = edgeFault(
  { name: "retrieve-fails", title: "The Lambda function after the transfer crashes", side: "transfer" },
  (live) => ({ lambda: () => (live.transferred ? { kind: "crashes" } : undefined) }),
);
