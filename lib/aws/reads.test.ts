import { expect, it } from "vitest";
import { isRead } from "./reads";

it.each([
  ...["CreateRole", "UpdateContactFlowContent", "DeleteTable", "PutRolePolicy", "AddPermission"],
  ...["RemovePermission", "AssociateBot", "DisassociateLambdaFunction", "TagResource", "UntagResource"],
  ...["PublishVersion", "AttachRolePolicy", "StartContactStreaming", "Invoke", "SomethingNew"],
])("%s counts as a change", (operation) => {
  expect(isRead(operation)).toBe(false);
});

it.each(["DescribeContact", "GetRole", "ListQueues", "FilterLogEvents", "Query", "StartQuery", "AssumeRole"])(
  "%s changes nothing",
  (operation) => {
    expect(isRead(operation)).toBe(true);
  },
);
