import { edgeFault } from "./call-fault";

export const errorBranch = edgeFault(
  { name: "error-branch", title: "The queue is gone: its block takes the error branch" },
  () => ({ queuesGone: true }),
);
