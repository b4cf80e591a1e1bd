import { expect, test } from "vitest";
import { asContactId, asIntegrationId, asTenantId } from "@/lib/kernel/ids";
import type { Trail, TrailEvent } from "@/lib/trail/event";
import { recordCall } from "./record-call";
import type { TrailIntegration } from "./trail-integration";

const contactId = asContactId("c");

function integration(id: string): TrailIntegration {
  const own = { functions: [], tables: [], flows: [`flow-of-${id}`], connectors: [], apis: [] };
  return { integrationId: asIntegrationId(id), name: id, kind: "acme-voice", ...own };
}

function loggedBy(id: string): TrailEvent {
  return {
    ...{ id, at: "2026-11-04T09:40:02.118Z", source: "flow-log", hop: "flow", severity: "good", title: id },
    ...{ code: "test.step", contactId, raw: { ContactFlowId: `flow-of-${id}` } },
  };
}

test("a call through two integrations of one kind verifies neither: nothing says which of them its steps were", async () => {
  const trail: Trail = {
    contactId,
    events: [loggedBy("one"), loggedBy("two")],
    findings: [],
    sources: [],
    uncertain: [],
  };
  const reader = { integrations: [integration("one"), integration("two")], phase: "settled" as const };
  const verdict = { kind: "healthy" as const, unread: [], isSettled: true };
  const results = await recordCall(asTenantId("t"), reader, trail, verdict);
  const neither = { kind: "not-verified", why: "two-alike" };
  expect([...results]).toEqual([
    ["one", neither],
    ["two", neither],
  ]);
});
