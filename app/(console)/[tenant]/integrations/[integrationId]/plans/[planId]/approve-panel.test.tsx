import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import type { PlanStep } from "@/lib/engine/plan-step";
import type { IntegrationView } from "@/lib/integrations/store";
import { asIntegrationId } from "@/lib/kernel/ids";
import { ApprovePanel } from "./approve-panel";

// What a form does with it is the browser's.
vi.mock("../../../actions", () => ({ approve: async () => undefined }));
vi.mock("./approve-form", () => ({
  ApproveForm: ({ changes }: { changes: number }): ReactNode => (
    <button type="submit">Deploy {changes}</button>
  ),
}));

type Plan = Parameters<typeof ApprovePanel>[0]["plan"];

const step: PlanStep = {
  ...{ id: "a", logicalId: "a", action: "create", type: "log-group", title: "Log group", name: "a" },
  ...{ summary: "", differences: [], dependsOn: [], expects: "", ledgerRows: [], usualSeconds: 1 },
};
const plan: Plan = {
  ...{ id: "p-1", purpose: "deploy", steps: [step], changes: 1, conflicts: 0, unsearched: [] },
  ...{ restores: undefined, deployment: undefined },
};
const integration = { id: asIntegrationId("i-1"), name: "Any" } as IntegrationView;
const restores = { deploymentId: "d-0" } as NonNullable<Plan["restores"]>;

const panelOf = (more: Partial<Plan> = {}, canDeploy = true) =>
  renderToStaticMarkup(
    <ApprovePanel
      slug="acme"
      integration={integration}
      plan={{ ...plan, ...more }}
      notices={{ numbers: [], settings: [], flowFields: 0, isUnknown: false }}
      canDeploy={canDeploy}
    />,
  );
const offers = (html: string) => html.includes("<button");

test("a plan is offered to whoever may deploy it, and to no one else", () => {
  expect(offers(panelOf())).toBe(true);
  const html = panelOf({}, false);
  expect(offers(html)).toBe(false);
  expect(html).toContain("An administrator can approve this plan.");
});

test.each(["queued", "succeeded", "failed"] as const)(
  "an approved plan isn't offered again, and leads to its deployment, which has %s",
  (status) => {
    const html = panelOf({ deployment: { id: "d-1", status, createdAt: new Date(0) } });
    expect(offers(html)).toBe(false);
    expect(html).toContain("/acme/integrations/i-1/runs/d-1");
    expect(html).toContain(status);
  },
);

test("a plan with a conflict isn't offered", () => {
  expect(offers(panelOf({ conflicts: 1 }))).toBe(false);
});

test("a plan without a change isn't offered, unless it goes back to earlier settings", () => {
  const idle = { steps: [], changes: 0 };
  expect(panelOf(idle)).toContain("The account already matches your settings.");
  expect(offers(panelOf(idle))).toBe(false);
  expect(offers(panelOf({ ...idle, restores }))).toBe(true);
  expect(panelOf({ ...idle, purpose: "remove" })).toContain("/acme/integrations/i-1/remove");
});
