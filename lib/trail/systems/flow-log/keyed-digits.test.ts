import { expect, test } from "vitest";
import { contactId, flowLine } from "@/lib/contacts/trail/testing/recorded-account";
import { inClear, masked, type Sight } from "@/lib/privacy/sight";
import { maskEvent } from "../../mask";
import { noVendors } from "../../trail-vendor";
import { describeFlowLog } from "./source";

const asked = (second: number, Results: unknown, type = "StoreUserInput") =>
  flowLine(second, "ask", type, { Results });
const check = (second: number, Value: string, rest = {}) =>
  flowLine(second, "check", "CheckAttribute", {
    Parameters: { Value, SecondValue: "1" },
    Results: "false",
    ...rest,
  });
const shown = (lines: string[], sight: Sight) =>
  describeFlowLog(contactId, lines, noVendors).map((event) => maskEvent(event, sight));

test("what a caller keyed in is hidden wherever a later block repeats it", () => {
  const lines = [
    asked(1, "48291"),
    check(2, "48291"),
    flowLine(3, "keep", "SetAttributes", { Parameters: { Key: "account", Value: "no. 48291" } }),
    flowLine(4, "look-up", "InvokeExternalResource", {
      Parameters: { FunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:lookUp" },
      ExternalResults: { found: { account: '{"number":48291}' } },
    }),
    flowLine(5, "repeat", "PlayPrompt", { Parameters: { Text: "You entered 48291." } }),
    flowLine(6, "cut", "PlayPrompt", { Parameters: { Text: `${"a".repeat(76)} 48291` } }),
    flowLine(7, "odd", "BrandNewBlock", { Results: "Took 48291" }),
  ];
  const events = shown(lines, masked);
  expect(events.map(({ title }) => title)).toEqual([
    "Asked the caller",
    "Checked a value: “•••” matches no branch",
    "Set contact attributes: account",
    "lookUp answered",
    "Played “You entered •••.”",
    `Played “${"a".repeat(76)} •••…”`,
    "Block brand new block: result “Took •••”",
  ]);
  for (const { raw } of events) expect(raw).toEqual({ hidden: "keyed digits" });
  expect(JSON.stringify(events.map(({ id: _id, ...rest }) => rest))).not.toContain("48");
});

test("whoever may see keyed digits sees them", () => {
  const [, checked] = shown([asked(1, "48291#"), check(2, "48291", { Results: "true" })], inClear);
  expect(checked).toMatchObject({
    title: "Checked a value: “•••” matches “1”",
    detail: "48291",
    raw: { Parameters: { Value: "48291" } },
  });
});

test.each([
  ["a menu's choice", [asked(1, "12", "GetUserInput"), check(2, "12")], "12"],
  ["what nobody had keyed in yet", [check(1, "48291"), asked(2, "48291")], "48291"],
  ["a part of a longer number", [asked(1, "482"), check(2, "48291")], "48291"],
  ["an intent's name", [asked(1, "Order2024", "GetUserInput"), check(2, "Order2024")], "Order2024"],
  ["a time that has the same digits", [asked(1, "2024"), check(2, "gold")], "gold"],
])("%s stays readable", (_what, lines, value) => {
  const checked = shown(lines, masked).find(({ id }) => id.includes("check"));
  expect(checked).toMatchObject({
    title: `Checked a value: “${value}” matches no branch`,
    raw: { Parameters: { Value: value } },
  });
});
