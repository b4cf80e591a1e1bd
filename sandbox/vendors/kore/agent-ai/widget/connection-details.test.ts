import { expect, test } from "vitest";
import { BadCustomData, readConnectionDetails } from "./connection-details";

const whole = { token: "t", botid: "st-1", conversationid: "c", agentassisturl: "https://kore.example.com" };
const withData = (customData: string) => readConnectionDetails({ ...whole, customData });

test("waits for the four that it needs, under either spelling", () => {
  expect(readConnectionDetails({ source: "page" })).toBeUndefined();
  for (const name of Object.keys(whole)) {
    expect(readConnectionDetails({ ...whole, [name]: "" })).toBeUndefined();
  }
  const { botid: _botid, conversationid: _conversationid, ...rest } = whole;
  const other = readConnectionDetails({ ...rest, botId: "st-1", conversationId: "c" });
  expect(other).toMatchObject({ botId: "st-1", conversationId: "c", channel: "chat" });
  expect(readConnectionDetails({ ...whole, isCall: "true" })?.channel).toBe("voice");
  // The text "true" counts, not the value.
  expect(readConnectionDetails({ ...whole, isCall: true })?.channel).toBe("chat");
});

test.each([
  ["", "user"],
  ["{}", "user"],
  ['{"fName":"Ada","lName":"Lovelace"}', "Ada Lovelace"],
  ['{"userName":"ada"}', "undefined undefined"],
  ['{"fName":"Ada"}', "user"],
  ['{"__proto__":{"userName":"x"}}', "user"],
])("calls the caller of %s %s", (customData, name) => {
  expect(withData(customData)?.callerName).toBe(name);
});

test("stops at custom data that isn't JSON", () => {
  expect(() => withData("Data not found")).toThrow(BadCustomData);
  expect(withData('{"a":[1]}')?.customData).toEqual({ a: [1] });
  expect(readConnectionDetails({ ...whole, customdata: "[]" })?.customData).toEqual([]);
});
