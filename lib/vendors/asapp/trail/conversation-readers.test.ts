import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { succeed } from "@/lib/kernel/result";
import { asappConversationReaders } from "./conversation-readers";

const state = vi.hoisted(() => ({ url: "" }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { asapp: state.url }, allowedHosts: [] }),
}));
let close: (() => void) | undefined;
afterEach(() => close?.());

const settings = { host: "api.sandbox.asapp.com", apiId: "id-1", simulated: true };
const never = new AbortController().signal;
const refusal = JSON.stringify({ error: { requestId: "req-42", code: "429-01", message: "Ada asked" } });

/** What both calls come to where ASAPP answers this. */
async function read(status: number, text: string) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url}`);
    response.writeHead(status).end(text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
  const reader = asappConversationReaders.open({
    open: async () => succeed({ settings, secrets: { apiSecret: "hush" } }),
  });
  const answers = [await reader.fetchMessages("a/b&c", never), await reader.fetchState("a/b&c", never)];
  expect(asked).toEqual([
    "/conversation/v1/conversation/messages?externalId=a%2Fb%26c",
    "/generativeagent/v1/state?externalId=a%2Fb%26c",
  ]);
  return answers;
}

test.each([403, 404])("%i isn't a fault: ASAPP doesn't have it, or not for this key", async (status) => {
  expect(await read(status, refusal)).toEqual([succeed(undefined), succeed(undefined)]);
});

test.each([
  [401, "asapp-credentials-wrong", /API ID and secret/],
  [429, "asapp-rate-limited", /daily limit is used up: retrying doesn't help before 00:00 UTC/],
  [503, "asapp-down", /internal error/],
])(
  "%i is a problem, with the ID that ASAPP's support asks for and nothing of its message",
  async (status, code, words) => {
    for (const answer of await read(status, refusal)) {
      expect(answer).toMatchObject({ problem: { code, theirWords: "429-01, request req-42" } });
      expect(answer.ok ? "" : `${answer.problem.sentence} ${answer.problem.wayOut}`).toMatch(words);
      expect(JSON.stringify(answer)).not.toMatch(/Ada|hush/);
    }
  },
);

test.each([403, 404])("a %i whose body is a web page isn't taken for none", async (status) => {
  for (const answer of await read(status, "<html>Blocked</html>"))
    expect(answer).toMatchObject({ problem: { code: "asapp-malformed" } });
});

test.each(["", "<html>Sign in</html>", "[]", "null"])(
  "an answer of %j isn't taken for none",
  async (text) => {
    for (const answer of await read(200, text))
      expect(answer).toMatchObject({ problem: { code: "asapp-malformed" } });
  },
);
