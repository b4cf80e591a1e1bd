import { edgeFault } from "./call-fault";

export const lambdaStartsLate = edgeFault(
  {
    name: "lambda-starts-late",
    title: "The Lambda function after the transfer starts too slowly for its block",
    side: "transfer",
  },
  (live) => ({ lambda: () => (live.transferred ? { kind: "starts-late" } : undefined) }),
);
