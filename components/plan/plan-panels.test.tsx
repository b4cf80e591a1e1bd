import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import type { PlanStep } from "@/lib/engine/plan-step";
import { BlockersPanel } from "./blockers-panel";
import { FieldDifferences } from "./field-differences";
import { NoticesPanel } from "./notices-panel";

const flow = "6f2f4a58-1111-4222-8333-944455556666";
const names = { [flow]: "Sample inbound flow" };

function conflict(type: string, code: string, name: string): PlanStep {
  return {
    ...{ id: name, logicalId: name, action: "conflict", type, title: type, name, summary: "" },
    ...{ differences: [], dependsOn: [], expects: "", ledgerRows: [], usualSeconds: 1 },
    problem: { code, sentence: `${name} is taken.`, wayOut: `Choose another ${name}.` },
  };
}

const blockersOf = (steps: PlanStep[], canChangePrefix = true, canPlan = true) =>
  renderToStaticMarkup(
    <BlockersPanel
      steps={steps}
      settingsHref="/acme/settings"
      canChangePrefix={canChangePrefix}
      canPlan={canPlan}
      adopt={(ids) => <button type="button">adopt {ids.join()}</button>}
    />,
  );

describe("what blocks a plan", () => {
  test("is told with what can be done about each, by its kind", () => {
    const html = blockersOf([
      conflict("phone-number-flow", "owned-by-other-integration", "number"),
      conflict("log-group", "name-taken", "logs"),
      conflict("iam-role", "owned-by-other-tenant", "role"),
    ]);
    expect(html).toContain("3 conflicts block this plan");
    expect(html).toContain("Choose another number");
    expect(html).toContain("Set a prefix");
    // Only what nobody else manages can be taken over.
    expect(html).toContain("adopt logs");
    expect(blockersOf([conflict("claimed-number", "name-taken", "number")])).not.toContain("adopt number");
  });

  test("speaks of a name once the prefix can't change, and offers nothing to those who can't plan", () => {
    expect(blockersOf([conflict("iam-role", "owned-by-other-tenant", "role")], false)).toContain(
      "Change the name",
    );
    const html = blockersOf([conflict("log-group", "name-taken", "logs")], true, false);
    expect(html).not.toContain("<a ");
    expect(html).not.toContain("<button");
  });

  test("is nothing where nothing does", () => expect(blockersOf([])).toBe(""));
});

describe("what callers notice", () => {
  const none = { numbers: [], settings: [], flowFields: 0, isUnknown: false };

  test("names the flows that a number goes from and to", () => {
    const numbers = [{ number: "+12065550100", from: flow, to: "voiceAgent", released: undefined }];
    const html = renderToStaticMarkup(<NoticesPanel notices={{ ...none, numbers }} names={names} />);
    expect(html).toMatch(/goes to voiceAgent, instead of Sample inbound flow\./);
  });

  test("says that a number stays when the integration goes", () => {
    const numbers = [
      {
        number: "+12065550100",
        from: undefined,
        to: undefined,
        released: `the number stays; back to ${flow}`,
      },
    ];
    const html = renderToStaticMarkup(<NoticesPanel notices={{ ...none, numbers }} names={names} />);
    expect(html).toContain("the number stays; back to Sample inbound flow");
  });

  test("is no panel where callers notice nothing", () => {
    expect(renderToStaticMarkup(<NoticesPanel notices={none} names={names} />)).toBe("");
  });
});

test("a field's difference shows names in the place of ids", () => {
  const html = renderToStaticMarkup(
    <FieldDifferences differences={[{ path: "flowId", before: flow, after: "x" }]} names={names} />,
  );
  expect(html).toContain("Sample inbound flow");
  expect(html).not.toContain(flow);
});
