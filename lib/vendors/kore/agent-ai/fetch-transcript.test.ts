import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { koreSettings } from "../connection-settings";
import { fetchTranscript } from "./fetch-transcript";

const state = vi.hoisted(() => ({ url: "" }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { kore: state.url }, allowedHosts: [] }),
}));

let close: (() => void) | undefined;
afterEach(() => close?.());

const connection = koreSettings.parse({
  host: "platform.kore.ai",
  botId: "st-0001",
  clientId: "cs-0001",
  didNumber: "+12065551118",
  koreSandbox: true,
});
const grant = {
  authorization: { token_type: "bearer", accessToken: "access" },
  userInfo: { accountId: "a1" },
};
const heard = { result: [{ from: "User", message: "My bill is wrong." }] };

interface Answer {
  status: number;
  body: string;
}

async function serve(answers: Record<"POST", Answer> & Record<"GET", Answer | ((page: number) => Answer)>) {
  const asked: Pick<IncomingMessage, "url" | "headers">[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, headers: request.headers });
    const given = answers[request.method === "POST" ? "POST" : "GET"];
    const page = new URL(request.url ?? "", "http://x").searchParams.get("page");
    const { status, body } = typeof given === "function" ? given(Number(page)) : given;
    request.resume().on("end", () => response.writeHead(status).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => server.close();
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const ask = (host: string) =>
  fetchTranscript(
    { host, connection },
    { token: "jwt", conversationId: "talk/1" },
    AbortSignal.timeout(5_000),
  );

const good = (value: unknown): Answer => ({ status: 200, body: JSON.stringify(value) });

test("the conversation is read with what its token is granted", async () => {
  const { asked, url } = await serve({ POST: good(grant), GET: good(heard) });
  state.url = url;
  expect(await ask(url)).toEqual({
    ok: true,
    value: { lines: [{ from: "customer", text: "My bill is wrong." }] },
  });
  expect(asked.at(-1)).toMatchObject({
    url: "/agentassist/api/v1/agentassistconversations/talk%2F1/conversation?page=1&limit=1000",
    headers: { authorization: "bearer access", accountid: "a1", iid: "st-0001" },
  });
});

const linesOf = (page: number, count: number) =>
  good({
    result: Array.from({ length: count }, (_, index) => ({ _id: `m${page}-${index}`, message: "Yes." })),
  });
const answerOf = async (ofPage: (page: number) => Answer) => {
  const { asked, url } = await serve({ POST: good(grant), GET: ofPage });
  state.url = url;
  const answer = await ask(url);
  return {
    pages: asked.length - 1,
    lines: answer.ok ? answer.value.lines.length : undefined,
    unread: answer.ok ? answer.value.unread?.code : answer.problem.code,
  };
};

test.each<[string, (page: number) => Answer, Awaited<ReturnType<typeof answerOf>>]>([
  [
    "to its end",
    (page) => linesOf(page, page === 3 ? 12 : 1_000),
    { pages: 3, lines: 2_012, unread: undefined },
  ],
  [
    "to an end between pages",
    (page) => linesOf(page, page === 2 ? 0 : 1_000),
    { pages: 2, lines: 1_000, unread: undefined },
  ],
  ["within a bound", (page) => linesOf(page, 1_000), { pages: 4, lines: 4_000, unread: "agent-ai-too-long" }],
  [
    "once where each page is the first",
    () => linesOf(1, 1_000),
    { pages: 2, lines: 1_000, unread: "agent-ai-same-page" },
  ],
  [
    "as far as it can be",
    (page) => (page === 1 ? linesOf(1, 1_000) : { status: 503, body: "" }),
    { pages: 2, lines: 1_000, unread: "agent-ai-down" },
  ],
])("a long conversation is read %s, and says what is missing", async (_how, ofPage, expected) => {
  expect(await answerOf(ofPage)).toEqual(expected);
});

test("a host on this machine that isn't the simulated Agent AI's is asked nothing", async () => {
  const { asked, url } = await serve({ POST: good(grant), GET: good(heard) });
  state.url = "http://127.0.0.1:9";
  expect(await ask(url)).toMatchObject({ ok: false, problem: { code: "host-inward" } });
  expect(asked).toEqual([]);
});

const refused = (status: number): Answer => ({ status, body: "the secret of somebody" });

test.each<[string, Record<"POST" | "GET", Answer>]>([
  ["agent-ai-credentials", { POST: refused(400), GET: good(heard) }],
  ["agent-ai-credentials", { POST: good(grant), GET: refused(401) }],
  ["agent-ai-not-found", { POST: good(grant), GET: refused(404) }],
  ["agent-ai-refused", { POST: good(grant), GET: refused(418) }],
  ["agent-ai-rate-limited", { POST: refused(429), GET: good(heard) }],
  ["agent-ai-down", { POST: refused(503), GET: good(heard) }],
  ["agent-ai-malformed", { POST: good({}), GET: good(heard) }],
  ["agent-ai-malformed", { POST: good(grant), GET: { status: 404, body: "<html>the secret of somebody" } }],
  ["agent-ai-malformed", { POST: good(grant), GET: good({}) }],
])("is told as %s, with a way out and without what was asked (%j)", async (code, answers) => {
  const { url } = await serve(answers);
  state.url = url;
  const answer = await ask(url);
  expect(answer).toMatchObject({ ok: false, problem: { code, wayOut: expect.stringMatching(/\w/) } });
  expect(JSON.stringify(answer)).not.toContain("secret of somebody");
  expect(answer.ok ? undefined : (answer.problem.isPassing ?? false)).toBe(
    /-(?:down|rate-limited)$/.test(code),
  );
});
