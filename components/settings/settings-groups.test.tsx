import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { SettingsField } from "@/lib/forms/settings-field";
import { SettingsGroups } from "./settings-groups";

const queue: SettingsField = {
  path: "full.queueId",
  label: "Other queue",
  onlyWith: { path: "full.goesTo", values: ["queue"] },
  input: { kind: "text" },
};
const minutes = (name: string, sumOf?: string[]): SettingsField => ({
  path: name,
  label: name,
  input: { kind: "number", unit: "minutes", ...(sumOf && { sumOf }) },
});

function draw(fields: readonly SettingsField[], settings: object, errors: Record<string, string> = {}) {
  return renderToStaticMarkup(
    <SettingsGroups
      groups={[{ title: "All", fields }]}
      settings={{ ...settings }}
      errors={errors}
      required={[]}
      choices={undefined}
      numbersInUse={{}}
      streamKeys={undefined}
      findNumbers={async () => ({ ok: true, value: [] })}
      onChange={() => undefined}
    />,
  );
}

test("a setting that has no effect with the others isn't shown, unless it has a fault", () => {
  expect(draw([queue], { full: { goesTo: "queue" } })).toContain("Other queue");
  expect(draw([queue], { full: { goesTo: "goodbye" } })).not.toContain("Other queue");
  const faulty = draw(
    [queue],
    { full: { goesTo: "goodbye" } },
    { "full.queueId": "Choose the other queue." },
  );
  expect(faulty).toContain("Choose the other queue.");
});

test("numbers that count together show their sum, and none while one of them isn't a number", () => {
  const fields = [minutes("talk"), minutes("work", ["talk", "work"])];
  expect(draw(fields, { talk: 120, work: 30 })).toContain("Together 150 minutes (2 h 30 min).");
  expect(draw(fields, { talk: 20, work: 30 })).toContain("Together 50 minutes.");
  expect(draw(fields, { talk: "x", work: 30 })).not.toContain("Together");
});

test("a list whose blank choice is an answer shows that answer", () => {
  const host = (value: string): SettingsField => ({
    path: "host",
    label: "Host",
    input: {
      kind: "choice-or-other",
      otherLabel: "Other host",
      groups: [{ options: [{ value, label: "The connection's host" }] }],
    },
  });
  expect(draw([host("")], { host: "" })).not.toContain("Choose…");
  expect(draw([host("https://a.example")], { host: "" })).toContain("Choose…");
});
