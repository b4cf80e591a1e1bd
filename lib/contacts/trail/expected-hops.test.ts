import { expect, test } from "vitest";
import { asContactId, asIntegrationId, type IntegrationId } from "@/lib/kernel/ids";
import type { Finding, Trail, TrailEvent } from "@/lib/trail/event";
import { listBlueprints } from "@/lib/vendors/blueprints";
import { expectedHops } from "./expected-hops";

const flowArn = "arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/f";
const block: TrailEvent = {
  ...{ id: "flow-log:1", at: "2026-11-04T09:40:02.118Z", source: "flow-log", hop: "flow", severity: "good" },
  ...{ code: "flow-log.block", title: "x", contactId: asContactId("c"), raw: { ContactFlowId: flowArn } },
};
const trailOf = (events: TrailEvent[], calledIntegrations: IntegrationId[] = []): Trail => ({
  ...{ contactId: asContactId("c"), sources: [], events, uncertain: [], findings: [] },
  facts: { account: { calledIntegrations, mayBeOurs: true, flows: null, missingLogs: [] } },
});
const integrations = listBlueprints().map(({ kind }, index) => ({
  ...{
    integrationId: asIntegrationId(kind),
    kind,
    functions: [],
    tables: ["t"],
    flows: [`${flowArn}${index}`],
  },
}));
const [first] = integrations.map((one) => ({ ...one, flows: [flowArn] }));

test("a good call has the hops of the integration whose flow it ran, each once", () => {
  for (const own of integrations) {
    const hops = expectedHops(trailOf([{ ...block, raw: { ContactFlowId: own.flows[0] } }]), integrations);
    expect(hops).toEqual([...new Set(hops)]);
    expect(hops).toEqual(expect.arrayContaining(["number", "flow", "queue"]));
  }
});

test("where nothing was logged, the number that was called tells the integration", () => {
  const byFlow = first && expectedHops(trailOf([block]), [first]);
  expect(expectedHops(trailOf([], [first?.integrationId ?? asIntegrationId("")]), integrations)).toEqual(
    byFlow,
  );
});

test("without a table no metadata is waited for", () => {
  for (const { kind } of integrations) {
    const bare = { integrationId: asIntegrationId(kind), kind, functions: [], tables: [], flows: [flowArn] };
    const hops = expectedHops(trailOf([block]), [bare]);
    for (const hop of ["api", "store", "retrieve"]) expect(hops).not.toContain(hop);
  }
});

test("a call that the bypass led past the voice agent lacks none of the agent's hops", () => {
  const finding: Finding = {
    ...{ code: "bypass-on", severity: "attention", title: "", cause: "", nextStep: "", needs: "nothing" },
    evidence: [],
  };
  for (const own of integrations) {
    const trail = trailOf([{ ...block, raw: { ContactFlowId: own.flows[0] } }]);
    for (const hop of expectedHops({ ...trail, findings: [finding] }, integrations))
      expect(["number", "flow", "queue", "agent"]).toContain(hop);
  }
});

test("nothing is expected of a call that no integration had, or one of a kind that there is no longer", () => {
  expect(expectedHops(trailOf([]), integrations)).toEqual([]);
  expect(
    expectedHops(trailOf([block]), [
      { integrationId: asIntegrationId("x"), kind: "gone", functions: [], tables: [], flows: [flowArn] },
    ]),
  ).toEqual([]);
});
