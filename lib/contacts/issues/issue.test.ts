import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { asIntegrationId } from "@/lib/kernel/ids";
import { noIntegration, parseIssueKey, pathOfIssue } from "./issue";

test("an issue's address leads back to the issue", () => {
  for (const integrationId of [asIntegrationId(randomUUID()), noIntegration]) {
    const key = { integrationId, code: "flow-changed" };
    const [integration = "", code = ""] = pathOfIssue(key).split("/");
    expect(parseIssueKey(integration, code)).toEqual(key);
  }
  expect(pathOfIssue({ integrationId: noIntegration, code: "flow-changed" })).toBe("none/flow-changed");
});

test("an address that names no issue is none", () => {
  expect(parseIssueKey("sales", "flow-changed")).toBeUndefined();
  expect(parseIssueKey(noIntegration, "flow-changed")).toBeUndefined();
  expect(parseIssueKey(randomUUID(), "Flow changed")).toBeUndefined();
});
