import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ContactCenterBench, openContactCenter } from "../../testing/open-contact-center";
import { tellSandbox } from "../../testing/tell-sandbox";
import { firstCustomer } from "./zoom-account";

let zoom: ContactCenterBench;
/** Stands for the console: what was posted there, and what it answers. */
let console_: Server;
let consoleUrl: string;
interface Posted {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}
let posted: Posted[] = [];
let answers: (one: Posted) => { status: number; body?: object };

beforeAll(async () => {
  zoom = await openContactCenter();
  console_ = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const one = { path: request.url ?? "", headers: request.headers, text };
    posted.push(one);
    const { status, body = {} } = answers(one);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => console_.listen(0, "127.0.0.1", done));
  consoleUrl = `http://127.0.0.1:${(console_.address() as AddressInfo).port}`;
});
afterAll(async () => {
  console_.closeAllConnections();
  await new Promise<void>((done) => console_.close(() => done()));
  await zoom.stop();
});
beforeEach(async () => {
  posted = [];
  answers = () => ({ status: 200 });
  await tellSandbox(`${zoom.url}/_sandbox/reset`, "POST", {});
  await zoom.control("PUT", "/voice-bot", {});
  await zoom.setUpBot();
});

const whole = z.object({
  apps: z.array(z.object({ scopes: z.array(z.string()) })),
  behavior: z.object({ heavyToday: z.number() }),
  entryPoints: z.array(z.object({ flowId: z.string().optional() })),
});
const flowList = z.object({
  flows: z.array(z.object({ flow_id: z.string(), flow_name: z.string(), status: z.string() })),
});
const memberOf = (value: unknown, name: string): unknown => Reflect.get(Object(value), name);
const firstLines = (sip: readonly string[]) => sip.map((text) => text.split(/\r\n| sips?:/, 1)[0]);
const headerIn = (sip: readonly string[], name: string) =>
  sip.flatMap((text) => new RegExp(`^${name}: (.*)$`, "im").exec(text)?.[1] ?? []);
const eventsOf = async (id: string) => {
  const { body } = await zoom.api("GET", `/engagements/${id}/events`);
  const events = memberOf(body, "events") as { event_name: string; event_content: string }[];
  return events.map(({ event_name, event_content }) => [event_name, event_content] as const);
};
const namesOf = async (id: string) => (await eventsOf(id)).map(([name]) => name);
const koreSessions = async (callIds: readonly string[]) => {
  const answer = await tellSandbox(`${zoom.koreUrl}/_sandbox/conversations`, "GET");
  const { conversations } = (await answer.json()) as {
    conversations: {
      callId: string;
      sessionId: string;
      endedBy?: string;
      errorDetails?: string;
      withoutSummary?: true;
    }[];
  };
  return conversations.filter(({ callId }) => callIds.includes(callId));
};

describe("a call", () => {
  it("to the voice bot comes back to the queue when it asks for an agent", async () => {
    const { engagementId, sip, callIds, outcome } = await zoom.call();
    expect(outcome).toBe("agent");
    expect(firstLines(sip)).toEqual([
      "INVITE",
      "SIP/2.0 100 Trying",
      "SIP/2.0 180 Ringing",
      "SIP/2.0 183 Session Progress",
      "SIP/2.0 200 OK",
      "ACK",
      "BYE",
      "SIP/2.0 200 OK",
    ]);
    const [session] = await koreSessions(callIds);
    expect(headerIn(sip, "kore-session_id")).toEqual([session?.sessionId]);
    expect(headerIn(sip, "kore-bot_id")).toEqual(["st-sandbox-0001"]);
    expect(headerIn(sip, "kore-reason")).toEqual(["TransferToAgent"]);
    expect(await namesOf(engagementId)).toEqual([
      "engagement_started",
      "flow_started",
      "voice_bot_started",
      "voice_bot_ended",
      "queue_entered",
      "agent_accepted",
      "agent_ended",
      "engagement_ended",
    ]);
    expect((await zoom.api("GET", `/engagements/${engagementId}`)).body).toMatchObject({
      consumers: [{ consumer_number: "+12065550142" }],
      queues: [{ queue_name: "Sandbox support" }],
      agents: [{ display_name: "Sandbox Agent" }],
    });
    const logs = await zoom.api("GET", `/variable_logs?engagement_id=${engagementId}`);
    expect(memberOf(logs.body, "variable_logs")).toContainEqual(
      expect.objectContaining({
        variable_name: "global_custom.Kore.kore_session_id",
        variable_value: session?.sessionId,
      }),
    );
    const calls = await zoom.api("GET", `/voice_calls?engagement_id=${engagementId}`);
    expect(calls.body).toMatchObject({
      voice_calls: [
        {
          result: "completed",
          session_border_controller_list: [{ consumer_sbc_ip_address: "savg-sbc1.kore.ai" }],
        },
      ],
    });
  });

  it("that the voice bot resolves ends there, with its reason", async () => {
    const { engagementId, sip, outcome } = await zoom.call({ ending: "resolved" });
    expect(outcome).toBe("resolved");
    expect(headerIn(sip, "kore-reason")).toEqual(["HangUp"]);
    expect(await namesOf(engagementId)).not.toContain("queue_entered");
  });

  it("that the caller ends has no reason: the BYE is Zoom's own", async () => {
    const { sip, outcome, callIds } = await zoom.call({ ending: "caller-hangs-up" });
    expect(outcome).toBe("caller-hangs-up");
    expect(firstLines(sip).at(-1)).toBe("BYE");
    expect(headerIn(sip, "kore-reason")).toEqual([]);
    expect(await koreSessions(callIds)).toMatchObject([{ endedBy: "caller" }]);
  });

  it("writes no variables that the account doesn't have", async () => {
    await tellSandbox(`${zoom.url}/_sandbox/reset`, "POST", {});
    const { engagementId } = await zoom.call();
    const logs = await zoom.api("GET", `/variable_logs?engagement_id=${engagementId}`);
    expect(memberOf(logs.body, "variable_logs")).toEqual([]);
  });

  it("to a number without a flow, or of nobody, isn't taken", async () => {
    await expect(zoom.call({ to: "+12065550189" })).rejects.toThrow("no published flow");
    await expect(zoom.call({ to: "+12065550123" })).rejects.toThrow("not a number");
    await expect(zoom.call({ ending: "sideways" })).rejects.toThrow("ending must be");
  });

  it("from a domain that isn't the trunk's, or without a trunk, is refused by the voice bot", async () => {
    await zoom.setUpBot({ trunk: { didNumber: "+12065550190", domain: "other.example" } });
    const refused = await zoom.call();
    expect(firstLines(refused.sip)).toContain("SIP/2.0 403 Forbidden");
    await zoom.setUpBot({ trunk: undefined });
    const unknown = await zoom.call();
    expect(firstLines(unknown.sip)).toContain("SIP/2.0 404 Not Found");
    // The flow's error exit: callers wait for an agent.
    expect(unknown.outcome).toBe("agent");
  });
});

describe("the transfer code of the voice bot's dialog", () => {
  it("hangs up with headers, and Zoom goes on by their reason", async () => {
    const code = `print(voiceUtils.hangup("One moment.", {"kore-reason": "TransferToAgent", "X-Topic": "billing"}, true));`;
    await zoom.setUpBot({ transferCode: code });
    const { sip, outcome } = await zoom.call();
    expect(outcome).toBe("agent");
    expect(headerIn(sip, "X-Topic")).toEqual(["billing"]);
    await zoom.setUpBot({ transferCode: `print(voiceUtils.hangup("Goodbye.", {}));` });
    expect((await zoom.call()).outcome).toBe("resolved");
  });

  it.each(["+12065550177", "sip:agents@contact-center.example"])(
    "refers the call to %s, and Zoom takes it there",
    async (target) => {
      await zoom.setUpBot({ transferCode: `print(voiceUtils.refer("", ${JSON.stringify(target)}, null));` });
      const { sip, outcome, engagementId } = await zoom.call();
      expect(outcome).toBe("transferred");
      expect(firstLines(sip).slice(-4)).toEqual(["REFER", "SIP/2.0 202 Accepted", "BYE", "SIP/2.0 200 OK"]);
      expect(await namesOf(engagementId)).toContain("transfer_initiated");
    },
  );

  it.each([
    "print(voiceUtils.refer('', ExternalPhoneNumber, null));",
    "print(voiceUtils.refer('', 'not a target', null));",
    "print(voiceUtils.refer(undefined, '+12065550177'));",
    "this.constructor.constructor('return process')().exit(1);",
    "while (true) {}",
  ])("that fails leads to the node's error path: %s", async (transferCode) => {
    await zoom.setUpBot({ transferCode });
    const { outcome, callIds } = await zoom.call();
    expect(outcome).toBe("resolved");
    expect(await koreSessions(callIds)).toMatchObject([{ errorDetails: "The transfer code failed." }]);
  });
});

describe("event scripts", () => {
  const script = (url: string) => `async function main () {
    var vars = var_get();
    var answer = await req.post("${url}/link", {
      engagementId: vars["global_system.Engagement.engagementId"],
      sessionId: vars["global_custom.Kore.kore_session_id"],
    }, { headers: { authorization: "Bearer secret-of-the-link" } });
    log.info("linked " + answer.status);
  }`;
  const setUp = (event: string, code: string) =>
    zoom.control("PUT", "/voice-bot", { eventScripts: [{ event, code, name: "Link" }] });

  it.each([
    ["engagement_accepted", "agent"],
    ["engagement_closed", "resolved"],
    ["engagement_closed", "caller-hangs-up"],
  ])("on %s post the engagement's ID and Kore's session when a call ends as %s", async (event, ending) => {
    await setUp(event, script(consoleUrl));
    const { engagementId, scripts, sip } = await zoom.call({ ending });
    expect(posted.map(({ path, text }) => [path, JSON.parse(text)])).toEqual([
      ["/link", { engagementId, sessionId: headerIn(sip, "kore-session_id")[0] }],
    ]);
    expect(posted[0]?.headers).toMatchObject({
      authorization: "Bearer secret-of-the-link",
      "content-type": "application/json",
    });
    expect(scripts).toMatchObject([{ event, log: ["info: linked 200"], requests: [{ status: 200 }] }]);
    expect(JSON.stringify(scripts)).not.toContain("secret-of-the-link");
  });

  it("fail by themselves, without the call: refusals, errors, loops, and ways out of their realm", async () => {
    answers = () => ({ status: 403, body: { no: true } });
    for (const [code, error] of [
      [script(consoleUrl), "Request failed with status code 403"],
      ["async function main () { throw new Error('broken'); }", "broken"],
      ["function other () {}", "There is no function main."],
      ["async function main () { while (true) {} }", "timed out"],
      ["async function main () { await new Promise(function () {}); }", "waits for nothing"],
      ["async function main () { this.constructor.constructor('return process')(); }", "Code generation"],
      [
        `async function main () { for (;;) await req.get("${consoleUrl}/").catch(function () {}); }`,
        "too many",
      ],
    ] as const) {
      await setUp("engagement_closed", code);
      const { outcome, scripts } = await zoom.call({ ending: "resolved" });
      expect(outcome).toBe("resolved");
      expect(scripts[0]?.error).toContain(error);
    }
  });

  it("read and set variables of the account", async () => {
    const code = `async function main () {
      global_var_set("global_custom.Kore.kore_reason", "set");
      global_var_set("global_custom.Nobody.x", "lost");
      var_set("local", "1");
      log.info(var_get("local") + JSON.parse(var_get("global_system")).Engagement.ANI);
    }`;
    await setUp("engagement_started", code);
    const { scripts } = await zoom.call({ ending: "resolved" });
    expect(scripts[0]?.log).toEqual([
      "info: 1+12065550142",
      "warn: There is no variable global_custom.Nobody.x.",
    ]);
  });
});

describe("a fault", () => {
  it.each([
    ["no-kore-session", undefined, "503 Service Unavailable"],
    ["no-kore-session", 486, "486 Busy Here"],
    ["connector-unresolved", undefined, "can't be resolved"],
  ])("%s (%s) leaves no session, and says why", async (fault, code, why) => {
    const { engagementId, callIds } = await zoom.call({ fault, code });
    expect(await koreSessions(callIds)).toEqual([]);
    expect(await eventsOf(engagementId)).toContainEqual(["voice_bot_failed", expect.stringContaining(why)]);
  });

  it("did-without-flow: the voice bot takes the call and ends it, without a session", async () => {
    const { callIds, sip, outcome } = await zoom.call({ fault: "did-without-flow" });
    expect(await koreSessions(callIds)).toEqual([]);
    expect(headerIn(sip, "kore-session_id")).toEqual([]);
    expect(outcome).toBe("resolved");
  });

  it("transfer-refused: the SIP status is in Zoom's events and in Kore's record", async () => {
    const { engagementId, callIds, outcome } = await zoom.call({ fault: "transfer-refused", code: 403 });
    expect(await eventsOf(engagementId)).toContainEqual(["voice_bot_transfer_failed", "403 Forbidden"]);
    expect(await koreSessions(callIds)).toMatchObject([{ errorDetails: "REFER was refused: 403" }]);
    expect(outcome).toBe("resolved");
  });

  it("two-sessions: one engagement has two sessions", async () => {
    const { callIds, engagementId } = await zoom.call({ fault: "two-sessions" });
    expect(callIds).toHaveLength(2);
    expect(await koreSessions(callIds)).toHaveLength(2);
    expect(await namesOf(engagementId)).toContain("voice_bot_retried");
  });

  it("caller-hangs-up-in-queue, not-linked and summary-not-enabled affect their own call only", async () => {
    await zoom.control("PUT", "/voice-bot", {
      eventScripts: [{ event: "engagement_closed", code: "async function main () {}" }],
    });
    const effects = async (request: object) => {
      const { callIds, outcome, scripts } = await zoom.call(request);
      const hasSummary = (await koreSessions(callIds)).map(({ withoutSummary }) => !withoutSummary);
      return { outcome, hasSummary, scripts: scripts.length };
    };
    const right = { outcome: "agent", hasSummary: [true], scripts: 1 };
    for (const [fault, wrong] of [
      ["caller-hangs-up-in-queue", { outcome: "caller-hangs-up" }],
      ["not-linked", { scripts: 0 }],
      ["summary-not-enabled", { hasSummary: [false] }],
    ] as const) {
      expect(await effects({ fault }), fault).toEqual({ ...right, ...wrong });
      expect(await effects({}), `the call after ${fault}`).toEqual(right);
    }
  });

  it.each([
    ["scope-missing", { canReadEngagements: false }],
    ["daily-limit", { isLimitUsedUp: true }],
    ["flow-not-published", { flowStatus: "draft" }],
    ["entry-point-elsewhere", { leadsTo: "Main menu" }],
  ])("%s changes this of the account alone, until it is restored", async (fault, change) => {
    const seen = async () => {
      const { body } = await zoom.control("GET", "");
      const { apps, behavior, entryPoints } = whole.parse(body);
      const { flows } = flowList.parse((await zoom.api("GET", "/flows")).body);
      const [point] = entryPoints;
      return {
        canReadEngagements: apps[0]?.scopes.includes("contact_center:read:engagement:admin"),
        isLimitUsedUp: behavior.heavyToday >= 1_000_000,
        flowStatus: flows[0]?.status,
        leadsTo: flows.find(({ flow_id }) => flow_id === point?.flowId)?.flow_name,
      };
    };
    const before = await seen();
    expect(before).toEqual({
      ...{ canReadEngagements: true, isLimitUsedUp: false, flowStatus: "published" },
      leadsTo: "Patchbay sandbox voice bot",
    });
    await zoom.call({ fault, ending: "resolved" });
    expect(await seen()).toEqual({ ...before, ...change });
    await tellSandbox(`${zoom.url}/_sandbox/faults`, "DELETE");
    expect(await seen()).toEqual(before);
  });

  it("has a name and a title, by which the console offers it", async () => {
    const answer = await tellSandbox(`${zoom.url}/_sandbox/faults/calls`, "GET");
    const { faults } = (await answer.json()) as { faults: { name: string; title: string }[] };
    expect(faults.map(({ name }) => name)).toContain("transfer-refused");
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    await expect(zoom.call({ fault: "unheard-of" })).rejects.toThrow("fault must be one of");
    await expect(zoom.call({ fault: "two-sessions", code: 500 })).rejects.toThrow("no codes");
  });
});

describe("webhooks", () => {
  const right = (text: string): object => {
    const plainToken = memberOf(memberOf(JSON.parse(text), "payload"), "plainToken");
    const encryptedToken = createHmac("sha256", firstCustomer.webhookSecret)
      .update(String(plainToken))
      .digest("hex");
    return { plainToken, encryptedToken };
  };
  const events = () => posted.map(({ text }) => memberOf(JSON.parse(text), "event"));

  it("come to an endpoint that answered the challenge, signed over the raw body", async () => {
    expect(await zoom.control("PUT", "/webhooks", { url: consoleUrl })).toMatchObject({ status: 409 });
    answers = ({ text }) => ({ status: 200, body: right(text) });
    expect(await zoom.control("PUT", "/webhooks", { url: consoleUrl })).toMatchObject({ status: 200 });
    posted = [];
    const { engagementId } = await zoom.call();
    expect(events()).toEqual([
      "contact_center.engagement_started",
      "contact_center.engagement_queued",
      "contact_center.engagement_reserved",
      "contact_center.engagement_accepted",
      "contact_center.engagement_user_answered",
      "contact_center.engagement_user_ended",
      "contact_center.engagement_ended",
    ]);
    for (const { headers, text } of posted) {
      const stamp = headers["x-zm-request-timestamp"];
      const signature = createHmac("sha256", firstCustomer.webhookSecret)
        .update(`v0:${stamp}:${text}`)
        .digest("hex");
      expect(headers["x-zm-signature"]).toBe(`v0=${signature}`);
      expect(Math.abs(Number(stamp) - Date.now() / 1000)).toBeLessThan(60);
      expect(JSON.parse(text)).toMatchObject({
        payload: { account_id: firstCustomer.accountId, object: { engagement_id: engagementId } },
      });
    }
    expect((await zoom.control("POST", "/webhook-challenges", {})).status).toBe(200);
  });

  it("are sent again when the endpoint fails, twice by a fault, and with an old stamp by another", async () => {
    answers = ({ text }) => ({ status: 200, body: right(text) });
    await zoom.control("PUT", "/webhooks", { url: consoleUrl, events: ["contact_center.engagement_ended"] });
    posted = [];
    let failures = 2;
    answers = () => ({ status: failures-- > 0 ? 500 : 200 });
    await zoom.call({ ending: "resolved" });
    expect(events()).toHaveLength(3);
    const { body } = await zoom.control("GET", "/webhooks");
    const deliveries = memberOf(body, "deliveries") as { attempt: number; status: number }[];
    expect(deliveries.slice(-3).map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 500],
      [2, 500],
      [3, 200],
    ]);
    posted = [];
    await zoom.call({ ending: "resolved", fault: "webhooks-twice" });
    expect(posted).toHaveLength(2);
    expect(posted[0]?.text).toBe(posted[1]?.text);
    expect(events()[0]).toBe("contact_center.engagement_ended");
    posted = [];
    await zoom.call({ ending: "resolved", fault: "clock-off" });
    const age = Date.now() / 1000 - Number(posted[0]?.headers["x-zm-request-timestamp"]);
    expect(age).toBeGreaterThan(590);
  });

  it("of a test can be forged: the event is as told, signed with another secret", async () => {
    answers = ({ text }) => ({ status: 200, body: right(text) });
    await zoom.control("PUT", "/webhooks", { url: consoleUrl });
    posted = [];
    const event = "contact_center.engagement_ended";
    await zoom.control("POST", "/webhook-events", { event, object: { engagement_id: "x" }, secret: "other" });
    expect(posted.map(({ text }) => JSON.parse(text))).toMatchObject([
      { event, payload: { account_id: firstCustomer.accountId, object: { engagement_id: "x" } } },
    ]);
    const [{ headers, text } = expect.unreachable()] = posted;
    const signed = `v0:${headers["x-zm-request-timestamp"]}:${text}`;
    const signature = createHmac("sha256", "other").update(signed).digest("hex");
    expect(headers["x-zm-signature"]).toBe(`v0=${signature}`);
  });
});
