import { expect, test } from "vitest";
import { z } from "zod";
import { requiredFields } from "./required-fields";
import { hasEffect, type SettingsField, type SettingsGroup } from "./settings-field";

const schema = z.strictObject({
  queueId: z.string().min(1, "Choose a queue."),
  hours: z.string().min(1).optional(),
  texts: z.strictObject({ welcome: z.string().min(1, "Enter the welcome."), note: z.string() }),
  systems: z.array(z.string()).min(1, "Choose at least one."),
  seconds: z.int("Enter the seconds."),
});
const groups: SettingsGroup[] = [
  {
    title: "All",
    fields: [
      { path: "queueId", label: "Queue", input: { kind: "queue" } },
      { path: "hours", label: "Hours", input: { kind: "hours-of-operation" } },
      { path: "texts.welcome", label: "Welcome", input: { kind: "long-text" } },
      { path: "texts.note", label: "Note", input: { kind: "text" } },
      { path: "systems", label: "Systems", input: { kind: "choices", options: [] } },
      { path: "seconds", label: "Seconds", input: { kind: "number", unit: "seconds" } },
    ],
  },
];

test("a field that has an effect with one choice alone is required if it is with that choice", () => {
  const choosing = z
    .strictObject({ to: z.enum(["none", "flow"]), flow: z.string().optional() })
    .superRefine(({ to, flow }, context) => {
      if (to === "flow" && flow === undefined)
        context.addIssue({ code: "custom", path: ["flow"], message: "Choose a flow." });
    });
  const flow: SettingsField = {
    path: "flow",
    label: "Flow",
    input: { kind: "flow" },
    onlyWith: { path: "to", values: ["flow"] },
  };
  const required = (field: SettingsField) =>
    requiredFields(choosing, [{ title: "All", fields: [field] }], { to: "none" });
  expect(required(flow)).toEqual(["flow"]);
  const { onlyWith: _, ...always } = flow;
  expect(required(always)).toEqual([]);
  expect(hasEffect(flow, { to: "none" })).toBe(false);
  expect(hasEffect(flow, { to: "flow" })).toBe(true);
  expect(hasEffect(always, { to: "none" })).toBe(true);
});

test("the fields that can't be left blank are found by the settings' own rules, whatever else is wrong", () => {
  expect(requiredFields(schema, groups, { texts: { note: "" } })).toEqual([
    "queueId",
    "texts.welcome",
    "systems",
    "seconds",
  ]);
});
