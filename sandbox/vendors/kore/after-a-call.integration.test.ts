import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { signFor, startKore } from "./testing";

const app = { clientId: "cs-1", clientSecret: "secret" };
const accountId = "5ddba85fe0c2da40b8d5f2a1";
const didNumber = "+12065551118";
let kore: Awaited<ReturnType<typeof startKore>>;

beforeAll(async () => {
  kore = await startKore();
  await kore.control("PUT", "/_sandbox/bots/st-1", { ...app, didNumber, accountId });
});
afterAll(() => kore.stop());
afterEach(() => {
  vi.useRealTimers();
});

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  kore.ask(method, path, { auth: signFor(app), ...headers }, body);

async function sessionOf(callId: string): Promise<Record<string, unknown>> {
  const { body } = await ask("POST", `/api/public/bot/st-1/getSessions?callId=${callId}`, {});
  const { sessions } = body as { sessions: Record<string, unknown>[] };
  return sessions[0] ?? {};
}

describe("after a call, Kore's API says", () => {
  it("how it ended, in the sessions", async () => {
    await kore.call("to-agent", didNumber, { ending: "agent" });
    await kore.call("served", didNumber, { ending: "bot" });
    expect(await sessionOf("to-agent")).toMatchObject({
      channel: "korevg",
      sessionStatus: "closed",
      containmentType: "agent",
      tags: { sessionTags: expect.arrayContaining([{ name: "voiceAgentTransferStart", value: "1" }]) },
    });
    expect(await sessionOf("served")).toMatchObject({ containmentType: "selfService" });
    const agents = await ask("POST", "/api/public/bot/st-1/getSessions?containmentType=agent", { limit: 1 });
    expect(agents.body).toMatchObject({ total: 1, moreAvailable: false });
  });

  it("how it ended, for a week without a time, and with the day of the call ever after", async () => {
    await kore.call("last-week", didNumber, { ending: "bot" });
    const { start_time, sessionId } = await sessionOf("last-week");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 8 * 86_400_000 });
    expect(await sessionOf("last-week")).toEqual({});
    const day = String(start_time).slice(0, 10);
    const path = "/api/public/bot/st-1/getSessions";
    for (const [query, body] of [
      ["?callId=last-week", { dateFrom: day, dateTo: day }],
      ["", { sessionId: [sessionId] }],
    ] as const)
      expect((await ask("POST", `${path}${query}`, body)).body).toMatchObject({ sessions: [{ sessionId }] });
  });

  it("how long each answer took, and for what", async () => {
    await kore.call("slow", didNumber, {
      ending: "bot",
      fault: { slowTurn: { part: "tts", seconds: 0.05 } },
    });
    const { sessionId } = await sessionOf("slow");
    const body = { sessionId: [sessionId], includeLatency: true, forward: true };
    const { body: answer } = await ask("POST", "/api/public/bot/st-1/getMessages", body);
    const { messages } = answer as { messages: { type: string; latency?: { asr?: object } }[] };
    expect(messages.map(({ type }) => type)).toEqual(["outgoing", "incoming", "outgoing"]);
    expect(messages[0]?.latency).not.toHaveProperty("asr");
    expect(messages[2]?.latency).toMatchObject({
      totalMs: 1280,
      asr: { durationMs: 310 },
      bot: { durationMs: 680 },
      tts: { durationMs: 290 },
    });
    const without = await ask("GET", `/api/public/bot/st-1/getMessagesV2?sessionId=${sessionId}&limit=1`);
    expect(without.body).toMatchObject({ total: 3, moreAvailable: true, messages: [{ type: "outgoing" }] });
    expect(JSON.stringify(without.body)).not.toContain("latency");
    const week = { dateFrom: "2026-05-01", dateTo: "2026-05-08" };
    expect((await ask("POST", "/api/public/bot/st-1/getMessages", week)).status).toBe(400);
  });

  it("which bot ran and which number was called, to the account's own app", async () => {
    await kore.call("recorded", didNumber, {
      ending: "bot",
      fault: { record: { ranBotId: "st-other", errorDetails: "Dialog failed" } },
    });
    const day = new Date();
    const text = (hours: number) =>
      new Date(day.getTime() + hours * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
    const path = (account: string) =>
      `/agentassist/api/public/analytics/account/${account}/v2/interactionDetails?offset=0&limit=100`;
    const body = {
      startDate: text(-1),
      endDate: text(1),
      timeZoneOffset: 0,
      selectedFields: ["customerinfo"],
    };
    const headers = { accountId, iId: "st-1" };
    const { body: answer } = await ask("POST", path(accountId), body, headers);
    const { sessionId } = await sessionOf("recorded");
    const { data } = answer as { data: { sessionId: string }[] };
    expect(data.find((one) => one.sessionId === sessionId)).toMatchObject({
      automationBotIDs: ["st-other"],
      errorDetails: "Dialog failed",
      finalStatus: "BotResolved",
      customerinfo: { CenterPhone: didNumber, CustomerPhone: "+12065550199" },
    });
    expect((await ask("POST", path("other"), body, { accountId: "other", iId: "st-1" })).status).toBe(403);
    expect((await ask("POST", path(accountId), {}, headers)).status).toBe(400);
    const long = { ...body, startDate: text(-24 * 8) };
    expect((await ask("POST", path(accountId), long, headers)).status).toBe(400);
  });

  it("where its recording is, and what its scripts logged", async () => {
    await kore.control("PUT", "/_sandbox/bots/st-1", {
      ...app,
      didNumber,
      startScript: "koreDebugger.log('begun')",
    });
    await kore.call("logged", didNumber, { ending: "bot" });
    const { sessionId, userId } = await sessionOf("logged");
    const recording = await ask("GET", `/api/public/bot/st-1/v2/recordings?sessionId=${sessionId}`);
    expect(recording.body).toMatchObject({ status: "success", recording: [{ fileUrl: expect.any(String) }] });
    const { recording: files } = recording.body as { recording: { fileUrl: string }[] };
    const file = await fetch(files[0]?.fileUrl ?? "");
    expect(file.headers.get("content-type")).toBe("audio/wav");
    const none = await ask("GET", "/api/public/bot/st-1/v2/recordings?sessionId=nobody");
    expect(none.body).toMatchObject({ status: "media_unavailable", recording: [] });
    const identity = encodeURIComponent(String(userId));
    const logs = await ask("GET", `/api/1.1/st-1/debuglogs?identity=${identity}&channelType=korevg`);
    expect(logs.body).toMatchObject({ logs: [{ sessionId, message: "begun" }] });
    expect((await ask("GET", "/api/1.1/st-1/debuglogs?channelType=korevg")).status).toBe(400);
  });

  it("nothing of a bot that it doesn't have", async () => {
    expect((await ask("POST", "/api/public/bot/st-404/getSessions", {})).status).toBe(401);
    expect((await ask("POST", "/api/public/bot/st-1/getEverything", {})).status).toBe(404);
  });
});
