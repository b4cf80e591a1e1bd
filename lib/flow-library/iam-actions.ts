import { resourceIamActions } from "@/lib/flow-library/resource-readers";

/** What looking at flows takes, for the role that reads. */
export const flowReadActions: readonly string[] = [
  ...resourceIamActions,
  "connect:DescribeContactFlow",
  "connect:SearchContactFlows",
];

/** What saving and publishing them takes, for the role that deploys. */
export const flowWriteActions: readonly string[] = [
  "connect:CreateContactFlow",
  "connect:UpdateContactFlowContent",
];
