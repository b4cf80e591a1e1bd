import fc from "fast-check";
import { expect, test } from "vitest";
import { captureLog } from "../testing/capture-log";
import { type AuthorizerEvent, authorizePost, type Tokens } from "./authorize-post";

const methodArn = "arn:aws:execute-api:us-east-1:111122223333:a1b2c3/dev/POST/kore-metadata";

async function ask(tokens: Partial<Tokens>, event: AuthorizerEvent) {
  const handler = authorizePost(() => ({ current: tokens.current, previous: tokens.previous }));
  const { value, lines, text } = await captureLog(() => handler(event, { awsRequestId: "request-1" }));
  const [statement] = value.policyDocument.Statement;
  return { value, effect: statement.Effect, resource: statement.Resource, line: lines[0], logged: text };
}

test.each([
  ["new-token", "Allow", "current"],
  ["old-token", "Allow", "previous"],
  ["abc123", "Deny", "none"],
  ["new-token ", "Deny", "none"],
  ["", "Deny", "none"],
])(
  "the token %j is answered %s, and the log says only which one matched",
  async (authorizationToken, effect, matched) => {
    const answer = await ask(
      { current: "new-token", previous: "old-token" },
      { authorizationToken, methodArn },
    );
    expect(answer.effect).toBe(effect);
    expect(answer.value).toMatchObject({
      principalId: "kore",
      context: { authorizerRequestId: "request-1" },
    });
    expect(answer.resource).toBe(methodArn);
    expect(answer.line).toMatchObject({ requestId: "request-1", matched, decision: effect.toLowerCase() });
  },
);

test("a function without AUTH_TOKEN denies everything, including the empty token and the previous one", async () => {
  for (const current of [undefined, ""]) {
    for (const authorizationToken of [undefined, "", "undefined", "old-token"]) {
      expect((await ask({ current, previous: "old-token" }, { authorizationToken, methodArn })).effect).toBe(
        "Deny",
      );
    }
  }
});

test("only the two tokens are ever allowed, nothing throws, and no token is logged", async () => {
  const token = fc.string({ minLength: 12 });
  await fc.assert(
    fc.asyncProperty(token, token, token, async (current, previous, given) => {
      const answer = await ask({ current, previous }, { authorizationToken: given, methodArn });
      expect(answer.effect).toBe(given === current || given === previous ? "Allow" : "Deny");
      expect(answer.logged).not.toContain(JSON.stringify(given).slice(1, -1));
    }),
  );
});

test("a method ARN that is missing or contains a wildcard is never allowed", async () => {
  for (const arn of [undefined, "", "arn:aws:execute-api:us-east-1:111122223333:a1b2c3/*/POST/x"]) {
    const answer = await ask(
      { current: "t" },
      { authorizationToken: "t", ...(arn === undefined ? {} : { methodArn: arn }) },
    );
    expect(answer.effect).toBe("Deny");
  }
});
