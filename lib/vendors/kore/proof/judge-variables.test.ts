import { expect, it } from "vitest";
import { fail, succeed } from "@/lib/kernel/result";
import type { BotVariable } from "./bot-variables";
import { judgeVariables } from "./judge-variables";

const side = {
  names: { url: "THE_URL", token: "THE_TOKEN" },
  url: "https://a.example",
  tokenSecret: "token",
};
const variable = (key: string, more: Partial<BotVariable> = {}): BotVariable => ({
  ...{ key, type: "env", value: "", isSecured: false, exported: {} },
  ...more,
});
const url = variable("THE_URL", { value: side.url });
const token = variable("THE_TOKEN", { isSecured: true });
const judge = (variables: BotVariable[], own: Partial<typeof side> | { url: undefined } = {}) =>
  judgeVariables("KM-20", { ...side, ...own }, succeed(variables));

it("the bot's variables are as given with the URL's value and a secure token", () => {
  expect(judge([url, token, variable("OWN")]).code).toBe("published");
});

it.each<[string, BotVariable[], RegExp]>([
  ["without both", [], /^THE_URL and THE_TOKEN aren't/],
  ["without the URL", [token], /^THE_URL isn't/],
  ["without the token", [url], /^THE_TOKEN isn't/],
  ["with the name as another kind", [{ ...url, type: "locale" }, token], /^THE_URL isn't/],
])("they are absent %s", (_what, variables, said) => {
  expect(judge(variables)).toMatchObject({ code: "absent", detail: expect.stringMatching(said) });
});

it.each<[string, BotVariable[], RegExp]>([
  ["another URL", [{ ...url, value: "https://b.example" }, token], /^THE_URL has another value/],
  ["a token that anyone can read", [url, { ...token, isSecured: false }], /^THE_TOKEN isn't secure/],
])("they are changed with %s", (_what, variables, said) => {
  expect(judge(variables)).toMatchObject({ code: "changed", difference: [expect.stringMatching(said)] });
});

it("they can't be compared before the URL is known, or when they can't be read", () => {
  expect(judge([url, token], { url: undefined }).code).toBe("unknown");
  expect(judge([url], { url: undefined }).code).toBe("absent");
  const problem = { code: "kore-down", sentence: "Down.", wayOut: "Wait." };
  expect(judgeVariables("KM-20", side, fail(problem)).code).toBe("unknown");
});
