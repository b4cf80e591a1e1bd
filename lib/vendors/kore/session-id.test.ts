import { describe, expect, it, test } from "vitest";
import type { AwsAccess } from "@/lib/aws/connect-account";
import type { IdPlaces } from "../vendor-id";
import { koreSessionId } from "./session-id";

const id = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";

test.each([
  ["kore-session_id: st-1", "st-1"],
  ["Kore session st-1", "st-1"],
  ["Kore session id st-1", "st-1"],
  ["koreSessionId=abc.def:1", "abc.def:1"],
  ["Kore instance session: st-1", "st-1"],
])("%j is labelled as a Kore session", (text, rest) => {
  expect(text.replace(koreSessionId.label, "")).toBe(rest);
});

test("neither a word nor another's label is one", () => {
  for (const text of ["transfer t-7", "the Kore session st-1", "contact id st-1"])
    expect(text).not.toMatch(koreSessionId.label);
  expect("5f2b9c0e8d7a6b5c4d3e2f1a").toMatch(koreSessionId.shape);
  for (const text of ["hello", "st1"]) expect(text).not.toMatch(koreSessionId.shape);
});

describe("a session is looked for in the tables of metadata", () => {
  it("by their index, and whichever has it tells the contact", async () => {
    const asked: unknown[] = [];
    const found = await find(["other", "sessions"], async (input) => {
      asked.push(input);
      return input.TableName === "sessions"
        ? { Items: [{ contactId: { S: id.toUpperCase() } }] }
        : { Items: [] };
    });
    expect(found).toEqual({ contactId: id });
    expect(asked).toContainEqual(
      expect.objectContaining({
        IndexName: "koreSessionId-index",
        KeyConditionExpression: "koreSessionId = :session",
      }),
    );
  });

  it.each(["ResourceNotFoundException", "ValidationException"])(
    "and one without the index (%s) is no place for it",
    async (name) => {
      expect(await find(["gone"], () => Promise.reject(awsError(name)))).toBeUndefined();
    },
  );

  it("and one that must not be read is a problem, unless another has the session", async () => {
    const denied = awsError("AccessDeniedException");
    expect(await find(["secret"], () => Promise.reject(denied))).toMatchObject({
      problem: { code: expect.any(String) },
    });
    const found = await find(["secret", "sessions"], ({ TableName }) =>
      TableName === "secret"
        ? Promise.reject(denied)
        : Promise.resolve({ Items: [{ contactId: { S: id } }] }),
    );
    expect(found).toEqual({ contactId: id });
  });
});

function find(tables: string[], answer: (input: { TableName: string }) => Promise<object>) {
  const send = ({ input }: { input: { TableName: string } }) => answer(input);
  const access = { clients: { dynamodb: { send } } } as unknown as AwsAccess;
  const places: IdPlaces = { accounts: [{ tables, open: async () => access }], connections: [] };
  return koreSessionId.find(places, "st-1", new AbortController().signal);
}

function awsError(name: string): Error {
  return Object.assign(new Error("refused"), { name, $metadata: { httpStatusCode: 400 }, $fault: "client" });
}
