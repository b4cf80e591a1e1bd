import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { startSandbox, type TestSandbox } from "@/lib/testing/sandbox";
import { tellSandbox } from "@/lib/testing/tell-sandbox";
import { koreSandbox } from "../sandbox";
import { eventScript, tokenPlaceholder } from "./event-script";
import { sampleInput } from "./sample-input";
import type { KoreZoomSettingsInput } from "./settings";
import { transferCode } from "./transfer-code";

// What the guide gives to paste, where a person would paste it: in the simulated Kore, and in the simulated Zoom.

const accountId = "zoom-sandbox-0001";
const trunk = { didNumber: "+12065550190", domain: `${accountId}.voicebot.zoom.example` };

const callView = z.object({
  engagementId: z.string(),
  state: z.string(),
  outcome: z.string().optional(),
  sip: z.array(z.string()),
  scripts: z.array(z.object({ log: z.array(z.string()) })),
});
type CallView = z.infer<typeof callView>;

let sandbox: TestSandbox;
let endpoint: Server;
let url: string;
let posted: { authorization: string | undefined; body: unknown }[] = [];

beforeAll(async () => {
  sandbox = await startSandbox();
  endpoint = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    posted.push({ authorization: request.headers.authorization, body: JSON.parse(text) });
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((done) => endpoint.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/link`;
});
afterAll(async () => {
  endpoint.closeAllConnections();
  await new Promise<void>((done) => endpoint.close(() => done()));
  await sandbox.stop();
});
beforeEach(() => {
  posted = [];
});

const headerOf = (sip: readonly string[], name: string) =>
  sip.flatMap((text) => new RegExp(`^${name}: (.*)$`, "im").exec(text)?.[1] ?? []);

function tell(vendor: string, method: "PUT" | "POST" | "GET", path: string, body?: object) {
  return tellSandbox(sandbox, method, `${sandbox.vendorUrls[vendor]}/_sandbox/${path}`, body);
}

async function setUpBot(changes: object = {}): Promise<void> {
  const { botId, ...bot } = koreSandbox.firstCustomer;
  await tell("kore", "PUT", `bots/${botId}`, { ...bot, trunk, ...changes });
}

async function call(request: object = {}): Promise<CallView> {
  const wanted = { from: "+12065550142", to: "+12065550188", talkSeconds: 0.05, ...request };
  const { engagementId } = await tell("zoom", "POST", "calls", wanted);
  const view = async () => callView.parse(await tell("zoom", "GET", `calls/${engagementId}`));
  await expect.poll(async () => (await view()).state, { timeout: 20_000 }).toBe("ended");
  return view();
}

async function callWith(transfer: KoreZoomSettingsInput["transfer"]) {
  const { settings } = sampleInput({ transfer });
  await setUpBot({ transferCode: transferCode(settings).text });
  return call();
}

describe("the transfer code", () => {
  it("by BYE takes the caller to the queue, with its headers", async () => {
    const headers = [{ name: "X-Topic", value: "billing" }];
    const { outcome, sip } = await callWith({ from: "dialog", headers });
    expect(outcome).toBe("agent");
    expect(headerOf(sip, "kore-reason")).toEqual(["TransferToAgent"]);
    expect(headerOf(sip, "X-Topic")).toEqual(["billing"]);
  });

  it.each([
    ["+12065550100", "<tel:+12065550100>"],
    ["sip:agents@example.com", "<sip:agents@example.com>"],
  ])("by REFER takes the caller to %s", async (target, referTo) => {
    const { outcome, sip } = await callWith({ from: "dialog", method: "refer", target });
    expect(outcome).toBe("transferred");
    expect(headerOf(sip, "Refer-To")).toEqual([referTo]);
  });
});

describe("the event script", () => {
  const token = "t".repeat(43);
  const setUp = (code: string) =>
    tell("zoom", "PUT", `accounts/${accountId}/voice-bot`, {
      eventScripts: ["engagement_accepted", "engagement_closed"].map((event) => ({ event, code })),
    });

  it.each(["agent", "resolved", "caller-hangs-up"])(
    "links the session of a call that ends as %s",
    async (ending) => {
      await setUpBot();
      await setUp(eventScript(url).text.replace(tokenPlaceholder, token));
      const { engagementId, sip } = await call({ ending });
      const [sessionId] = headerOf(sip, "kore-session_id");
      expect(posted).not.toEqual([]);
      for (const one of posted)
        expect(one).toEqual({ authorization: `Bearer ${token}`, body: { engagementId, sessionId } });
    },
  );

  it("sends nothing where a placeholder was left in it, or where there is no session", async () => {
    await setUp(eventScript(url).text);
    const { scripts } = await call();
    expect(scripts.flatMap(({ log }) => log)).toContain(
      "error: Patchbay: the token is missing in this script.",
    );
    await setUp(eventScript(url).text.replace(tokenPlaceholder, token));
    const without = await call({ fault: "no-kore-session" });
    expect(without.scripts.flatMap(({ log }) => log)).toContain(
      "warn: Patchbay: this engagement has no Kore session.",
    );
    expect(posted).toEqual([]);
  });
});
