import { edgeFault } from "./call-fault";

export const errorBranch = edgeFault(
  { name: "error-branch", title: "The queue was deleted: its block takes the error branch" },
  () => ({ queuesGone: true }),
);
