import fc from "fast-check";
import { expect, it } from "vitest";
import { healthyCall } from "@/lib/contacts/trail/testing/recorded-account";
import { trailOf } from "@/lib/contacts/trail/testing/recorded-trail";
import { inClear, masked, type Sight } from "@/lib/privacy/sight";
import type { PanelRow, Trail } from "@/lib/trail/event";
import { maskReport } from "@/lib/trail/mask";
import { sampleVendors } from "@/lib/trail/testing/sample-vendors";
import { kore } from "../../vendor";
import { describeCustomData } from "./describe-custom-data";

const status = { agentAiStatus: "Success" };
const outcomeLabel = "customData in the agents' widget";
const nameLabel = "What agents see as the name";
const keyLabel = (path: string) => `{{context.session.UserContext.customData.${path}}}`;
const booking = JSON.stringify({
  ...{ fName: "Ana", lName: "Ruiz", intent: "change booking", phone: "+12065550123" },
  ...{ order: { id: "48213", seats: [12, 13] }, summary: "Wants two seats.", apiToken: "s3cret-token" },
});

/** A call on which the flow kept these attributes, as its sources tell it. */
function callWith(attributes: Record<string, string>): Promise<Trail> {
  const answers = { ...healthyCall(), GetContactAttributes: () => ({ Attributes: attributes }) };
  return trailOf(answers, { vendors: [...sampleVendors, kore] });
}

function rowsIn(trail: Trail, sight: Sight): PanelRow[] {
  const report = trail.sources.find(({ source }) => source === "attributes");
  const seen = report && maskReport(report, sight);
  return (seen?.state === "ok" && seen.panel?.rows) || [];
}

const shownBy = (rows: readonly PanelRow[]) =>
  Object.fromEntries(rows.map(({ label, value }) => [label, value]));

it("shows each key as a dialog uses it, the name that agents see, and the bytes", async () => {
  const shown = shownBy(rowsIn(await callWith({ ...status, customData: booking }), inClear));
  expect(shown).toMatchObject({
    [outcomeLabel]: `The widget loads with it. ${booking.length} bytes.`,
    [nameLabel]: "Ana Ruiz",
    [keyLabel("intent")]: "change booking",
    [keyLabel("order.id")]: "48213",
    [keyLabel("order.seats")]: "[12,13]",
    [keyLabel("apiToken")]: "[hidden]",
  });
  expect(shown).not.toHaveProperty([keyLabel("order")]);
});

it("masks what identifies the caller and what was said as everywhere", async () => {
  const shown = shownBy(rowsIn(await callWith({ ...status, customData: booking }), masked));
  expect(shown).toMatchObject({
    [outcomeLabel]: `The widget loads with it. ${booking.length} bytes.`,
    [nameLabel]: "[hidden: name]",
    [keyLabel("fName")]: "[hidden: name]",
    [keyLabel("phone")]: "+1 206 ••• ••23",
    [keyLabel("summary")]: "Hidden: transcript",
    [keyLabel("order.id")]: "48213",
  });
  expect(JSON.stringify(shown)).not.toMatch(/Ana|Ruiz|2065550123|two seats/);
});

it("leaves out what lies within a key that the tenant hides, whatever else is shown", async () => {
  const hiding = (...hidden: string[]) => ({ ...masked, keys: { hidden, shown: ["fName", "lName"] } });
  const trail = await callWith({ ...status, customData: booking });
  const withoutOrder = shownBy(rowsIn(trail, hiding("order")));
  expect(withoutOrder).toMatchObject({ [nameLabel]: "Ana Ruiz", [keyLabel("intent")]: "change booking" });
  expect(withoutOrder).not.toHaveProperty([keyLabel("order.id")]);
  expect(shownBy(rowsIn(trail, hiding("lName")))).toMatchObject({ [nameLabel]: "[hidden]" });
  const withoutAll = rowsIn(trail, hiding("customData")).filter(({ key }) => key.startsWith("widget."));
  // It's still read as it is, not as it's shown.
  expect(shownBy(withoutAll)).toEqual({
    [outcomeLabel]: `The widget loads with it. ${booking.length} bytes.`,
  });
});

it.each([
  ["Data not found", "Not JSON: the widget stops at it and stays blank. 14 bytes."],
  ["", "Empty: the widget loads without customer data. 0 bytes."],
  [
    '{"fName":{"toString":1},"lName":"Ruiz"}',
    "fName or lName can't be shown as text: the widget stops at it and stays blank. 39 bytes.",
  ],
])("says what the widget does with %j", async (customData, sentence) => {
  const rows = rowsIn(await callWith({ ...status, customData }), masked);
  const made = rows.filter(({ key }) => key.startsWith("widget."));
  expect(shownBy(made)).toEqual({ [outcomeLabel]: sentence });
});

it("says nothing of contacts that Agent AI's flow didn't have, or that have no customData", async () => {
  for (const attributes of [{ customData: booking }, status]) {
    const rows = rowsIn(await callWith(attributes), inClear);
    expect(rows.map(({ key }) => key)).toEqual(Object.keys(attributes));
  }
});

const names = ["order", "id", "name", "firstName", "ssn", "summary", "chatHistory", "phone", "note"];
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom("+12065550123", "ana@example.com", "4111 1111 1111 1111", '{"name":"Ana"}'),
);
const { tree } = fc.letrec<{ tree: Record<string, unknown>; value: unknown }>((tie) => ({
  tree: fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof({ depthSize: "small" }, text, tie("tree")),
}));
const sights = fc.constantFrom<Sight>(
  masked,
  { phones: false, transcripts: true },
  { phones: true, transcripts: false },
  { ...masked, keys: { hidden: ["order"], shown: ["name"] } },
);

it("shows of a key just what the masked attribute shows at the same place", () => {
  fc.assert(
    fc.property(tree, sights, (value, sight) => {
      const customData = JSON.stringify(value);
      const attribute: PanelRow = { key: "customData", label: "customData", value: customData, kind: "json" };
      const made = describeCustomData({ ...status, customData });
      const report = { source: "attributes", title: "", state: "ok" as const, events: [], tookMs: 1 };
      const mask = (rows: PanelRow[]) => maskReport({ ...report, panel: { title: "", rows } }, sight);
      const [whole] = rowsOf(mask([attribute]));
      const asMasked: unknown = JSON.parse(whole?.value ?? "");
      for (const row of made.filter(({ key, value: clear }) => key === "widget.key" && clear !== "{}")) {
        const [, ...path] = row.madeOf?.[0] ?? [];
        expect(rowsOf(mask([row]))[0]?.value).toEqual(path.reduce(memberOf, asMasked));
      }
    }),
  );
});

function rowsOf(report: ReturnType<typeof maskReport>): PanelRow[] {
  return (report.state === "ok" && report.panel?.rows) || [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
