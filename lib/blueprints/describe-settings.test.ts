import { expect, test } from "vitest";
import type { SettingsGroup } from "@/lib/forms/settings-field";
import { compareSettings, idsIn, nameIds } from "./describe-settings";

const queue = "6f2f4a58-1111-4222-8333-944455556666";
const other = "7f2f4a58-1111-4222-8333-944455556666";
const instance = "0d2f6d2c-9c1f-4a58-8f8e-0c4b7f5a1e11";
const names = { [queue]: "Billing", [other]: "Sales" };
const arn = `arn:aws:connect:us-east-1:111122223333:instance/${instance}/queue/${queue}`;

const groups: SettingsGroup[] = [
  {
    title: "All",
    fields: [
      { path: "queueId", label: "Queue", isNoticed: true, input: { kind: "queue" } },
      { path: "hours", label: "Opening hours", isNoticed: true, input: { kind: "hours-of-operation" } },
      { path: "texts.welcome", label: "Welcome", isNoticed: true, input: { kind: "long-text" } },
      { path: "seconds", label: "Wait", input: { kind: "number", unit: "seconds" } },
      { path: "isOn", label: "Log", input: { kind: "switch" } },
      {
        path: "mode",
        label: "Without data",
        input: { kind: "choice", options: [{ value: "q", label: "Go on" }] },
      },
      { path: "entry", label: "Numbers", input: { kind: "entry" } },
      {
        path: "tasks",
        label: "Tasks",
        input: {
          kind: "rows",
          columns: [
            { name: "task", label: "Task" },
            { name: "target", label: "Target", input: "queue-or-flow" },
          ],
        },
      },
    ],
  },
];

test("settings that differ are told in words and names, in the order of the form", () => {
  const entry = {
    kind: "numbers",
    testNumbers: ["+12065550100"],
    liveNumbers: ["+12065550101"],
    promoted: false,
  };
  const before = { queueId: queue, texts: { welcome: "Hello" }, seconds: 5, isOn: false, entry, tasks: [] };
  const after = {
    queueId: other,
    hours: "not-listed",
    texts: { welcome: "Hi" },
    seconds: 6,
    isOn: true,
    mode: "q",
    entry: { kind: "own-flow" },
    tasks: [{ task: "Claims", target: `queue/${queue}` }],
  };
  expect(compareSettings(groups, before, after, names)).toEqual([
    { path: "queueId", label: "Queue", before: "Billing", after: "Sales", isNoticed: true },
    { path: "hours", label: "Opening hours", after: "not-listed", isNoticed: true },
    { path: "texts.welcome", label: "Welcome", before: "Hello", after: "Hi", isNoticed: true },
    { path: "seconds", label: "Wait", before: "5 seconds", after: "6 seconds", isNoticed: false },
    { path: "isOn", label: "Log", before: "off", after: "on", isNoticed: false },
    { path: "mode", label: "Without data", after: "Go on", isNoticed: false },
    {
      path: "entry",
      label: "Numbers",
      before: "test: +12065550100; live, not promoted: +12065550101",
      after: "through your own flow",
      isNoticed: false,
    },
    { path: "tasks", label: "Tasks", before: "", after: "Claims · Billing", isNoticed: false },
  ]);
});

test("nothing is told of settings that are the same", () => {
  expect(compareSettings(groups, { seconds: 5, tasks: [] }, { tasks: [], seconds: 5 }, names)).toEqual([]);
});

test("a name stands in the place of an id and of an ARN; what has no name keeps its id", () => {
  expect(idsIn(`${arn} ${other}`)).toEqual([queue, other]);
  expect(nameIds(`from ${arn} to ${other}`, names)).toBe("from Billing to Sales");
  expect(nameIds(`to ${instance}`, names)).toBe(`to ${instance}`);
});
