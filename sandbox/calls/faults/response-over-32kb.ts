import { edgeFault } from "./call-fault";

export const responseOver32Kb = edgeFault(
  {
    name: "response-over-32kb",
    title: "The Lambda function after the transfer returns more than 32 KB",
    side: "transfer",
  },
  (live) => ({ lambda: () => (live.transferred ? { kind: "answers-more", bytes: 33 * 1024 } : undefined) }),
);
