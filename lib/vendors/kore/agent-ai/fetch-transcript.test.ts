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

async function serve(answers: Record<"POST" | "GET", Answer>) {
  const asked: Pick<IncomingMessage, "url" | "headers">[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url, headers: request.headers });
    const { status, body } = answers[request.method === "POST" ? "POST" : "GET"];
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
  expect(await ask(url)).toEqual({ ok: true, value: [{ from: "customer", text: "My bill is wrong." }] });
  expect(asked.at(-1)).toMatchObject({
    url: "/agentassist/api/v1/agentassistconversations/talk%2F1/conversation?page=1&limit=1000",
    headers: { authorization: "bearer access", accountid: "a1", iid: "st-0001" },
  });
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
