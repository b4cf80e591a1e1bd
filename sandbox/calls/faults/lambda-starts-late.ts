import { edgeFault } from "./call-fault";

export const lambdaStartsLate = edgeFault(
  {
    name: "lambda-starts-late",
    title: "The Lambda after the transfer takes as long to start as its block waits",
  },
  (live) => ({ lambda: () => (live.transferred ? { kind: "starts-late" } : undefined) }),
);
