import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { succeed } from "@/lib/kernel/result";
import { koreSettings } from "../../connection-settings";
import { koreRecordReaders } from "./readers";

const state = vi.hoisted(() => ({ url: "" }));
vi.mock("@/lib/kernel/config", () => ({
  config: () => ({ vendorSandboxUrls: { kore: state.url }, allowedHosts: [] }),
}));

let close: (() => void) | undefined;
afterEach(() => close?.());

let count = 0;
const signal = AbortSignal.timeout(20_000);
const window = { fromMs: Date.parse("2026-03-04T23:58:00Z"), toMs: Date.parse("2026-03-05T00:15:00Z") };

/** One bot of a Kore that gives this answer to everything, and what it was asked. */
async function serve(answer: unknown) {
  const asked: { query: Record<string, string>; body: unknown }[] = [];
  const server = createServer((request, response) => {
    const parts: string[] = [];
    request.on("data", (part) => parts.push(String(part)));
    request.on("end", () => {
      const { searchParams } = new URL(request.url ?? "", "http://kore");
      asked.push({ query: Object.fromEntries(searchParams), body: JSON.parse(parts.join("") || "{}") });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
  count += 1;
  const settings = koreSettings.parse({
    ...{ host: "platform.kore.ai", botId: `st-${1_000 + count}`, clientId: "cs-0001" },
    ...{ didNumber: "+12065551118", accountId: "account-1", koreSandbox: true },
  });
  const open = async () => succeed({ settings, secrets: { clientSecret: "secret" } });
  return { asked, reader: koreRecordReaders.open({ open }) };
}

test("a call of months ago is asked for with its own days: without any, Kore looks through the last seven", async () => {
  const { asked, reader } = await serve({ sessions: [], messages: [] });
  const key = { callId: "call-1@203.0.113.7" };
  const days = { dateFrom: "2026-03-03", dateTo: "2026-03-06" };
  await reader.fetchSession(key, window, signal);
  await reader.fetchTurns(key, window, signal);
  await reader.fetchTurns({ sessionId: "s-1" }, window, signal);
  expect(asked).toMatchObject([
    { query: { callId: key.callId }, body: days },
    { query: { callId: key.callId, ...days } },
    { body: { sessionId: ["s-1"], ...days } },
  ]);
});

test("a contact of weeks is asked for with less than seven days, which is the most that Kore takes", async () => {
  const { asked, reader } = await serve({ messages: [] });
  await reader.fetchTurns({ sessionId: "s-1" }, { ...window, toMs: window.fromMs + 30 * 86_400_000 }, signal);
  expect(asked).toMatchObject([{ body: { dateFrom: "2026-03-03", dateTo: "2026-03-08" } }]);
});

test("a full page of an account's records that names no total isn't taken for all of them", async () => {
  const others = Array.from({ length: 100 }, (_, index) => ({ sessionId: `other-${index}` }));
  const { asked, reader } = await serve({ data: others });
  expect(await reader.fetchInteraction("s-1", window, signal)).toMatchObject({
    problem: { code: "kore-too-many" },
  });
  expect(asked.map(({ query }) => query.offset)).toEqual(["0", "1", "2"]);
  const { reader: quiet } = await serve({ data: others.slice(1) });
  expect(await quiet.fetchInteraction("s-1", window, signal)).toEqual(succeed(undefined));
});

test("a session that wasn't asked for isn't the contact's", async () => {
  const { reader } = await serve({ sessions: [{ sessionId: "s-2", userId: "+12065550142" }] });
  expect(await reader.fetchSession({ sessionId: "s-1" }, window, signal)).toEqual(succeed(undefined));
  expect(await reader.fetchSession({ sessionId: "s-2" }, window, signal)).toMatchObject({
    value: { sessionId: "s-2" },
  });
});
