import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { buildTrail } from "@/lib/contacts/trail/build-trail";
import { makeReader } from "@/lib/contacts/trail/read-trail";
import { asContactId } from "@/lib/kernel/ids";
import { succeed } from "@/lib/kernel/result";
import { masked } from "@/lib/privacy/sight";
import { must } from "@/lib/testing/must";
import type { Trail, TrailFacts } from "@/lib/trail/event";
import { maskReport } from "@/lib/trail/mask";
import {
  answersOf,
  caller,
  dailyLimit,
  type EngagementAnswers,
  engagementId,
  mainNumber,
  notThere,
  scopeMissing,
  toAgent,
  voiceCall,
} from "../testing/engagement-answers";
import { type FakeAnswer, type FakeZoom, startFakeZoom } from "../testing/fake-zoom";
import { zoomCenter } from "./contact-center";
import { describeEvents } from "./describe-events";
import { engagementShape, parseEngagement } from "./engagement";

const state = vi.hoisted(() => ({ url: undefined as string | undefined }));
vi.mock("@/lib/kernel/config", async (original) => {
  const actual = await original<typeof import("@/lib/kernel/config")>();
  return {
    ...actual,
    config: () => ({ vendorSandboxUrls: { zoom: state.url }, allowedHosts: [], logLevel: "silent" }),
  };
});

let count = 0;
let zoom: FakeZoom | undefined;
afterEach(() => zoom?.stop());

/** An account of its own for each: tokens and paces are kept per account. */
async function connect(answer: Parameters<typeof startFakeZoom>[0]["answer"]) {
  zoom?.stop();
  zoom = await startFakeZoom({ answer });
  state.url = zoom.url;
  count += 1;
  const settings = {
    ...{
      accountId: `account-${count}-of-trails`,
      clientId: "client-0001",
      flowAccess: "read",
      zoomSandbox: true,
    },
  };
  return { open: async () => succeed({ settings, secrets: { clientSecret: "hush" } }) };
}

const id = asContactId(engagementId);
const soon = () => AbortSignal.timeout(5_000);

async function trailOf(call: EngagementAnswers, facts: TrailFacts = {}): Promise<Trail> {
  const contact = must(await zoomCenter.open(await connect(answersOf(call)), id, soon()));
  const reader = makeReader({
    ...{
      contactId: id,
      described: contact.described,
      phase: "settled",
      window: { fromMs: 0, toMs: Date.now() },
    },
    ...{ sources: contact.sources, readFacts: async () => facts },
  });
  const reports = await Promise.all(reader.sources.map(({ read }) => read()));
  return buildTrail(id, reports, new Date("2026-12-01T00:00:00Z"), facts);
}
const codes = ({ events }: Trail) => events.map(({ code }) => code);
const found = ({ findings }: Trail) => findings.map(({ code }) => code);

describe("an engagement's trail", () => {
  it("tells a call that went to the voice bot and on to an agent, hop by hop", async () => {
    const trail = await trailOf({ events: toAgent });
    expect(trail.sources.map(({ source, state: how }) => `${source} ${how}`)).toEqual([
      "zoom-engagement ok",
      "zoom-events ok",
      "zoom-voice-call ok",
      "zoom-flow ok",
    ]);
    expect([...new Set(trail.events.map(({ hop }) => hop))].sort()).toEqual([
      ...["agent", "flow", "number", "queue", "sip"],
    ]);
    expect(codes(trail)).toEqual(
      expect.arrayContaining([
        ...["zoom-engagement.began", "zoom-events.voice-bot-started", "zoom-voice-call.carried"],
        ...["zoom-events.voice-bot-ended", "zoom-events.queued", "zoom-events.agent-joined"],
        "zoom-engagement.ended",
      ]),
    );
    expect(found(trail)).toEqual([]);
    const carried = trail.events.find(({ code }) => code === "zoom-voice-call.carried");
    expect(carried?.title).toContain("zoom-sbc-us-01 162.12.232.41");
  });

  it("has neither the caller's number nor name where they are masked", async () => {
    const trail = await trailOf({ events: toAgent });
    const shown = JSON.stringify(trail.sources.map((source) => maskReport(source, masked)));
    expect(JSON.stringify(trail.sources)).toContain(caller);
    expect(shown).not.toContain(caller);
    expect(shown).not.toContain("Maria Muster");
  });

  it("finds nothing where the voice bot served the caller to the end", async () => {
    const trail = await trailOf({
      events: [
        ["voice_bot_started", "c"],
        ["voice_bot_ended", "HangUp"],
        ["engagement_ended", ""],
      ],
    });
    expect(found(trail)).toEqual([]);
    expect(trail.events.find(({ code }) => code === "zoom-events.voice-bot-ended")).toMatchObject({
      facts: { reason: "HangUp", voiceAgent: "ended" },
    });
  });

  it.each([
    ["no session", ["voice_bot_failed", "503 Service Unavailable"], "zoom-voice-bot-not-reached", 503],
    [
      "a domain that doesn't resolve",
      ["voice_bot_failed", "The domain a.example can't be resolved."],
      "zoom-voice-bot-not-reached",
      undefined,
    ],
    ["a refused transfer", ["voice_bot_transfer_failed", "603 Decline"], "zoom-transfer-refused", 603],
  ] as const)("finds %s, with the SIP status that Zoom tells", async (_what, event, code, status) => {
    const trail = await trailOf({ events: [["voice_bot_started", "c"], event] });
    expect(found(trail)).toEqual([code]);
    expect(trail.findings[0]?.facts?.status).toBe(status);
    expect(trail.findings[0]?.evidence).toHaveLength(2);
  });

  it.each([
    ["To +1 206 555 0142: 603 Decline", 603],
    ["SIP/2.0 486 Busy Here", 486],
    ["REFER to +1 (206) 555-0142 was refused", undefined],
    ["sip:555@agents.example, 206.555.0142", undefined],
  ])("reads the SIP status of %j, and takes no part of a number for one", async (content, status) => {
    const trail = await trailOf({ events: [["voice_bot_transfer_failed", content]] });
    expect(trail.findings[0]?.facts?.status).toBe(status);
  });

  it("finds a caller who hung up with the voice bot, and not one who hung up on an agent", async () => {
    const left = ["consumer_disconnected", "The consumer ended the call."] as const;
    const early = await trailOf({ events: [["voice_bot_started", "c"], left] });
    expect(found(early)).toEqual(["zoom-caller-hung-up"]);
    expect(early.findings[0]?.title).toContain("while talking to the voice bot");
    const waiting = await trailOf({
      events: [["voice_bot_started", "c"], ["voice_bot_ended", ""], ["queue_entered", "S"], left],
    });
    expect(waiting.findings[0]?.title).toContain("while waiting for an agent");
    expect(found(await trailOf({ events: [...toAgent.slice(0, 5), left] }))).toEqual([]);
    const back = await trailOf({ events: [["voice_bot_started", "c"], ["voice_bot_ended", ""], left] });
    expect(back.findings[0]?.title).toBe("The caller hung up in the flow");
    expect(back.findings[0]?.cause).toMatch(/^The caller hung up in the flow\./);
  });

  it("says that a caller waited for an agent only until the transfer was accepted", async () => {
    const left = ["consumer_disconnected", "The consumer ended the call."] as const;
    const started = ["transfer_initiated", ""] as const;
    const waiting = ["transfer_queued", ""] as const;
    const accepted = ["transfer_accepted", ""] as const;
    const before = await trailOf({ events: [started, waiting, ["transfer_reserved", ""], left] });
    expect(before.findings[0]?.facts).toEqual({ inQueue: true });
    expect(found(await trailOf({ events: [started, waiting, accepted, left] }))).toEqual([]);
    const bot = ["voice_bot_initiated", "acme"] as const;
    const withBot = await trailOf({ events: [started, accepted, bot, left] });
    expect(withBot.findings[0]?.facts).toEqual({ inQueue: false });
    const again = await trailOf({ events: [waiting, accepted, waiting, left] });
    expect(again.findings[0]?.facts).toEqual({ inQueue: true });
    expect(again.findings[0]?.evidence).toEqual(["zoom-events:2", "zoom-events:3"]);
  });

  it.each([
    ["401 Unauthorized", /refused the call: the trunk has another domain/],
    ["403 Forbidden", /refused the call: the trunk has another domain/],
    ["480 Temporarily Unavailable", /doesn't have the connector's number/],
    ["486 Busy Here", /was busy or declined/],
    ["500 Server Error", /had an internal error/],
    ["488 Not Acceptable", /refused the call\.$/],
    ["", /names no SIP status/],
  ])("says of a voice bot that wasn't reached with “%s” why that is", async (content, cause) => {
    const trail = await trailOf({
      events: [
        ["voice_bot_started", "c"],
        ["voice_bot_failed", content],
      ],
    });
    const [first] = trail.findings.filter(({ code }) => code === "zoom-voice-bot-not-reached");
    expect(first?.cause).toMatch(cause);
  });

  it("names the scope that is missing, and what is missing with it", async () => {
    const trail = await trailOf({
      events: toAgent,
      answers: { [`/engagements/${engagementId}/events`]: scopeMissing },
    });
    expect(found(trail)).toEqual(["zoom-scope-missing"]);
    expect(trail.findings[0]).toMatchObject({
      cause: expect.stringContaining("contact_center:read:engagement:admin"),
      facts: { scopes: ["contact_center:read:engagement:admin"] },
    });
    expect(trail.findings[0]?.cause).toContain("Zoom engagement events");
  });

  it("opens without a record, and says in the record's source why", async () => {
    const trail = await trailOf({
      events: toAgent,
      answers: { [`/engagements/${engagementId}`]: scopeMissing },
    });
    expect(trail.sources[0]).toMatchObject({ state: "failed", problem: { code: "zoom-scopes-missing" } });
    expect(found(trail)).toContain("zoom-scope-missing");
  });

  it("says that the day's limit is used up, and until when", async () => {
    const trail = await trailOf({ events: toAgent, answers: { "/voice_calls": dailyLimit } });
    expect(found(trail)).toEqual(["zoom-daily-limit"]);
    expect(trail.findings[0]?.nextStep).toContain("2026-12-01 00:00 UTC");
  });

  it("finds a flow that isn't published anymore", async () => {
    expect(found(await trailOf({ events: toAgent, flowStatus: "draft" }))).toEqual([
      "zoom-flow-not-published",
    ]);
  });

  it("doesn't say so of a flow with a draft beside what is published, nor by a word that it doesn't know", async () => {
    for (const [flowStatus, ...versionStatuses] of [
      ["draft", "published", "draft"],
      ["debugging", "published", "debugging"],
      ["debugging"],
      ["Published"],
      [""],
    ] as const)
      expect(found(await trailOf({ events: toAgent, flowStatus, versionStatuses })), flowStatus).toEqual([]);
    const archived = { flowStatus: "archived", versionStatuses: ["archived", "draft"] };
    expect(found(await trailOf({ events: toAgent, ...archived }))).toEqual(["zoom-flow-not-published"]);
  });

  it("finds that an integration's number leads to another flow, and of no other number", async () => {
    const integration = { name: "Front desk", href: "/t/integrations/i" };
    const routes = (numbers: string[], flowName = "Voice bot") => ({
      routes: [{ integration, numbers, flowName }],
    });
    const other = { events: [["queue_entered", "Support"]], flowName: "Main menu" } as const;
    const trail = await trailOf(other, routes([mainNumber]));
    expect(found(trail)).toEqual(["zoom-entry-point-elsewhere"]);
    expect(trail.findings[0]?.facts).toEqual({ ran: "Main menu", wanted: "Voice bot" });
    expect(found(await trailOf(other, routes(["+12065550199"])))).toEqual([]);
    const withoutPlus = {
      "/voice_calls": { body: { voice_calls: [{ ...voiceCall, callee_number: "1 (206) 555-0188" }] } },
    };
    expect(found(await trailOf({ ...other, answers: withoutPlus }, routes([mainNumber])))).toEqual([
      "zoom-entry-point-elsewhere",
    ]);
    expect(found(await trailOf(other, routes([mainNumber], "Main menu")))).toEqual([]);
    // The first flow has handed it on.
    expect(found(await trailOf({ ...other, events: toAgent }, routes([mainNumber])))).toEqual([]);
    const handedOn = { ...other, laterFlows: ["Voice bot"] };
    expect(found(await trailOf(handedOn, routes([mainNumber])))).toEqual([]);
    expect(found(await trailOf({ ...other, laterFlows: ["Survey"] }, routes([mainNumber])))).toEqual([
      "zoom-entry-point-elsewhere",
    ]);
  });

  it("doesn't say that the number leads elsewhere where the call's steps can't be read", async () => {
    const down: FakeAnswer = { status: 503, body: {} };
    const integration = { name: "Front desk", href: "/t/integrations/i" };
    const trail = await trailOf(
      {
        ...{ events: [["queue_entered", "Support"]], flowName: "Main menu" },
        answers: { [`/engagements/${engagementId}/events`]: down },
      },
      { routes: [{ integration, numbers: [mainNumber], flowName: "Voice bot" }] },
    );
    expect(trail.sources.find(({ source }) => source === "zoom-events")).toMatchObject({ state: "failed" });
    expect(found(trail)).not.toContain("zoom-entry-point-elsewhere");
  });
});

describe("opening an engagement", () => {
  const open = async (call: EngagementAnswers, contactId = id) =>
    zoomCenter.open(await connect(answersOf(call)), contactId, soon());

  it("finds one that goes on among the open ones, and has no end for it", async () => {
    const contact = must(await open({ events: toAgent, isLive: true }));
    expect(contact).toMatchObject({ described: true, beganAtMs: expect.any(Number) });
    expect(contact.endedAtMs).toBeUndefined();
    // Zoom keeps events and the call log for those that have ended.
    expect(contact.sources.map(({ source }) => source)).toEqual(["zoom-engagement", "zoom-flow"]);
  });

  it("finds one that goes on behind a page of others, and doesn't say of one behind too many that there is none", async () => {
    const others = Array.from({ length: 100 }, (_, index) => ({
      engagement_id: String(index).padStart(22, "A"),
      start_time: "2026-11-30T07:00:00Z",
    }));
    const last = { engagement_id: engagementId, start_time: "2026-11-30T07:00:00Z" };
    const openWith = (pages: number) => async () =>
      zoomCenter.open(
        await connect(({ path, query }) => {
          if (!path.endsWith("/open_engagements")) return notThere;
          const page = Number(query.get("next_page_token") ?? 1);
          const isLast = page === pages;
          return {
            body: { engagements: isLast ? [last] : others, next_page_token: isLast ? "" : `${page + 1}` },
          };
        }),
        id,
        soon(),
      );
    expect(must(await openWith(2)())).toMatchObject({ described: true, beganAtMs: expect.any(Number) });
    const hidden = must(await openWith(9)());
    expect(hidden.described).toBe(false);
    await expect(hidden.sources[0]?.read(soon())).rejects.toMatchObject({
      problem: { code: "zoom-too-many-open", sentence: expect.stringContaining("isn't known") },
    });
  });

  it("finds one that ends after it wasn't found among the ended, and before the open ones are read", async () => {
    const ended = answersOf({ events: toAgent });
    let hasEnded = false;
    const center = await connect((asked) => {
      if (asked.path.endsWith("/open_engagements")) {
        hasEnded = true;
        return { body: { engagements: [] } };
      }
      return hasEnded ? ended(asked) : notThere;
    });
    expect(must(await zoomCenter.open(center, id, soon()))).toMatchObject({
      ...{ described: true, endedAtMs: expect.any(Number) },
    });
  });

  it("says that Zoom was too slow to whoever doesn't wait any longer", async () => {
    const stop = new AbortController();
    const connection = await connect(() => {
      stop.abort();
      return { isSilent: true };
    });
    const contact = must(await zoomCenter.open(connection, id, stop.signal));
    expect(contact.described).toBe(false);
    await expect(contact.sources[0]?.read(soon())).rejects.toMatchObject({
      problem: { code: "source-too-slow" },
    });
  });

  it("doesn't say that there is none where Zoom's list isn't one", async () => {
    for (const body of [{}, { engagements: null }, { open_engagements: [] }]) {
      const hidden = must(
        await open({ events: toAgent, isLive: true, answers: { "/open_engagements": { body } } }),
      );
      expect(hidden.described).toBe(false);
      await expect(hidden.sources[0]?.read(soon())).rejects.toMatchObject({
        problem: { code: "source-malformed" },
      });
    }
    const none = { "/open_engagements": { body: { total_records: 0 } } };
    expect(await open({ events: toAgent, isLive: true, answers: none })).toMatchObject({
      problem: { code: "contact-unknown" },
    });
  });

  it("fails for one that this account doesn't have", async () => {
    const others = asContactId("AAAAAAAAAAAAAAAAAAAAAA");
    expect(await open({ events: toAgent }, others)).toMatchObject({ problem: { code: "contact-unknown" } });
  });

  it("isn't taken in by an answer about another engagement", async () => {
    const other: FakeAnswer = {
      body: { engagement_id: "AAAAAAAAAAAAAAAAAAAAAA", start_time: "2026-11-30T08:00:00Z" },
    };
    const contact = must(
      await open({ events: toAgent, answers: { [`/engagements/${engagementId}`]: other } }),
    );
    expect(contact.described).toBe(false);
  });

  it("waits no longer than it may, and opens without the record then", async () => {
    const connection = await connect(() => ({ isSilent: true }));
    const beganAt = performance.now();
    const contact = must(await zoomCenter.open(connection, id, AbortSignal.timeout(200)));
    expect(performance.now() - beganAt).toBeLessThan(1_500);
    await expect(contact.sources[0]?.read(soon())).rejects.toMatchObject({ problem: { isPassing: true } });
  });

  it("asks Zoom's logs for the whole call although this server's clock is ten minutes behind Zoom's", async () => {
    const now = vi.spyOn(Date, "now").mockReturnValue(Date.parse("2026-11-30T07:50:00Z"));
    const contact = must(await open({ events: toAgent, variables: { session_id: "s-1" } }));
    await contact.fetchVariables?.(soon());
    await contact.sources.find(({ source }) => source === "zoom-voice-call")?.read(soon());
    now.mockRestore();
    const spans = (zoom?.asked ?? []).flatMap(({ query }) => query.get("to") ?? []);
    expect(spans).toHaveLength(2);
    for (const to of spans) expect(Date.parse(to)).toBeGreaterThanOrEqual(Date.parse("2026-11-30T08:00:07Z"));
  });

  it("reads what the flow gave to variables, by the last part of their names", async () => {
    const contact = must(
      await open({ events: toAgent, variables: { "global_custom.Bot.session_id": "s-1" } }),
    );
    expect(await contact.fetchVariables?.(soon())).toEqual([{ name: "session_id", value: "s-1" }]);
  });
});

describe("a list of engagements", () => {
  const day = { from: new Date("2026-11-30T00:00:00Z"), to: new Date("2026-12-01T00:00:00Z"), limit: 50 };
  // What may still be in progress depends on how long ago the day was.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-12-01T07:10:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("has no engagement that began after the period and goes on", async () => {
    const goesOn = (start_time: string, first: string) => ({
      engagement_id: first.padEnd(22, "A"),
      start_time,
    });
    const engagements = [
      goesOn("2026-12-01T07:00:00Z", "later"),
      goesOn("2026-11-30T23:59:50Z", "within"),
      goesOn("2026-11-29T23:59:50Z", "before"),
    ];
    const connection = await connect(
      answersOf({ events: toAgent, answers: { "/open_engagements": { body: { engagements } } } }),
    );
    const page = must(await zoomCenter.list(connection, day, soon()));
    expect(page.contacts.map(({ contactId }) => contactId)).toEqual(["within".padEnd(22, "A"), id]);
    expect(page.gap).toBeUndefined();
  });

  it("doesn't ask for engagements in progress where none that began then can be, and misses none of them", async () => {
    const connection = await connect(
      answersOf({ events: toAgent, answers: { "/open_engagements": notThere } }),
    );
    vi.setSystemTime(new Date("2026-12-31T00:00:00Z"));
    expect(must(await zoomCenter.list(connection, day, soon())).gap).toContain("in progress are missing");
    vi.setSystemTime(new Date("2027-01-01T00:00:01Z"));
    const asked = zoom?.asked.length ?? 0;
    const page = must(await zoomCenter.list(connection, day, soon()));
    expect(page).toMatchObject({ contacts: [{ contactId: id }] });
    expect(page.gap).toBeUndefined();
    expect(zoom?.asked.slice(asked).map(({ path }) => path)).not.toContainEqual(
      expect.stringContaining("open_engagements"),
    );
  });

  it("has those that go on first, and asks for a caller's number where one is given", async () => {
    const ended = await connect(answersOf({ events: toAgent }));
    const page = must(await zoomCenter.list(ended, { ...day, callerNumber: caller }, soon()));
    expect(page).toMatchObject({
      next: undefined,
      contacts: [{ contactId: id, channel: "VOICE", method: "INBOUND" }],
    });
    const other = must(await zoomCenter.list(ended, { ...day, callerNumber: "+12065550100" }, soon()));
    expect(other.contacts).toEqual([]);
    const asked = zoom?.asked.map(({ query }) => query.get("consumer_number")) ?? [];
    expect(asked).toContain(caller);
    expect(asked).toContain("+12065550100");
    expect(asked).not.toContain(null);
    const live = await connect(answersOf({ events: toAgent, isLive: true }));
    const open = must(await zoomCenter.list(live, day, soon()));
    expect(open.contacts).toMatchObject([{ contactId: id, endedAt: undefined }]);
    const goesOn = { engagement_id: "AAAAAAAAAAAAAAAAAAAAAA", start_time: "2026-11-30T07:00:00Z" };
    const answers = { "/open_engagements": { body: { engagements: [goesOn] } } };
    const both = await connect(answersOf({ events: toAgent, answers }));
    expect(must(await zoomCenter.list(both, day, soon())).contacts.map(({ contactId }) => contactId)).toEqual(
      [goesOn.engagement_id, id],
    );
  });

  it("says how many it leaves out because their IDs have another form", async () => {
    const strange = { engagement_id: "j4iSpAEwTeufV7fGh/84y+==", start_time: "2026-11-30T07:00:00Z" };
    const page = async (answers: Record<string, FakeAnswer>) =>
      must(await zoomCenter.list(await connect(answersOf({ events: toAgent, answers })), day, soon()));
    const one = await page({ "/open_engagements": { body: { engagements: [strange] } } });
    expect(one.contacts.map(({ contactId }) => contactId)).toEqual([id]);
    expect(one.gap).toBe("1 engagement is missing: Zoom returned IDs that Patchbay can't read.");
    const two = await page({ "/contact_center/engagements": { body: { engagements: [strange, {}] } } });
    expect(two).toMatchObject({ contacts: [], gap: expect.stringContaining("2 engagements are missing") });
    expect((await page({})).gap).toBeUndefined();
  });

  it("says that more are in progress than it has, and asks for as many as a page holds", async () => {
    const goesOn = { engagement_id: "AAAAAAAAAAAAAAAAAAAAAA", start_time: "2026-11-30T07:00:00Z" };
    const body = { engagements: [goesOn], next_page_token: "more" };
    const connection = await connect(
      answersOf({ events: toAgent, answers: { "/open_engagements": { body } } }),
    );
    const few = must(await zoomCenter.list(connection, { ...day, limit: 20 }, soon()));
    expect(few.gap).toBe("More engagements are in progress than are listed.");
    const open = zoom?.asked.find(({ path }) => path.endsWith("/open_engagements"));
    expect(open?.query.get("page_size")).toBe("100");
    // What ends between the two reads is then in both.
    expect(zoom?.asked.map(({ path }) => path).filter((path) => path.endsWith("engagements"))).toEqual([
      expect.stringContaining("/open_engagements"),
      expect.stringContaining("/contact_center/engagements"),
    ]);
  });

  it("isn't empty where Zoom's answer has none", async () => {
    const ended = await connect(
      answersOf({ events: toAgent, answers: { "/contact_center/engagements": { body: { page_size: 50 } } } }),
    );
    expect(await zoomCenter.list(ended, day, soon())).toMatchObject({
      problem: { code: "source-malformed" },
    });
    const open = await connect(
      answersOf({ events: toAgent, answers: { "/open_engagements": { body: {} } } }),
    );
    expect(must(await zoomCenter.list(open, day, soon())).gap).toContain("in progress are missing");
  });

  it("goes on where a token was revoked between pages", async () => {
    let pages = 0;
    const connection = await connect(({ path, query }) => {
      if (!path.endsWith("/engagements")) return { body: { engagements: [] } };
      pages += 1;
      return { body: { engagements: [], next_page_token: query.get("next_page_token") ? "" : "second" } };
    });
    const first = must(await zoomCenter.list(connection, day, soon()));
    zoom?.revoke();
    const second = must(await zoomCenter.list(connection, { ...day, token: first.next }, soon()));
    expect([pages, second.next]).toEqual([2, undefined]);
  });

  it("says that a page has expired after a quarter of an hour, and where Zoom refuses its token", async () => {
    let isRefused = false;
    const connection = await connect(({ path }) =>
      path.endsWith("/engagements") && isRefused
        ? { status: 400, body: { code: 300, message: "Validation Failed." } }
        : { body: { engagements: [], next_page_token: "second" } },
    );
    const { next } = must(await zoomCenter.list(connection, day, soon()));
    const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 16 * 60_000);
    expect(await zoomCenter.list(connection, { ...day, token: next }, soon())).toMatchObject({
      problem: { code: "page-token-expired", wayOut: expect.stringContaining("first page") },
    });
    now.mockRestore();
    isRefused = true;
    expect(await zoomCenter.list(connection, { ...day, token: next }, soon())).toMatchObject({
      problem: { code: "page-token-expired" },
    });
    expect(await zoomCenter.list(connection, { ...day, token: "made-up" }, soon())).toMatchObject({
      problem: { code: "page-token-invalid" },
    });
  });

  it("reads more than a month in pieces, the newest first", async () => {
    const spans: string[] = [];
    const connection = await connect(({ path, query }) => {
      if (path.endsWith("/engagements")) spans.push(`${query.get("from")} ${query.get("to")}`);
      return { body: { engagements: [], next_page_token: "" } };
    });
    const long = { ...day, from: new Date("2026-10-16T00:00:00Z") };
    const { next } = must(await zoomCenter.list(connection, long, soon()));
    expect(must(await zoomCenter.list(connection, { ...long, token: next }, soon())).next).toBeUndefined();
    // Whole seconds: the pieces meet, and none is left out between them.
    const [[newer = ""] = [], [, older = ""] = []] = spans.map((span) => span.split(" "));
    expect([0, 1_000]).toContain(Date.parse(older) - Date.parse(newer));
    expect(spans[1]).toContain("2026-10-16T00:00:00Z");
  });

  it("still lists where the open ones can't be read, and says so", async () => {
    const connection = await connect(
      answersOf({ events: toAgent, answers: { "/open_engagements": notThere } }),
    );
    const page = must(await zoomCenter.list(connection, day, soon()));
    expect(page.contacts).toHaveLength(1);
    expect(page.gap).toContain("in progress are missing");
  });
});

describe("whatever Zoom answers", () => {
  it("has the channel wherever Zoom writes it, and counts that are zero", () => {
    const own = { engagement_id: engagementId, flow_duration: 0, transfer_count: 0, talk_duration: -1 };
    expect(parseEngagement({ ...own, channel_types: ["voice"] })).toMatchObject({
      ...{ channel: "voice", flowSeconds: 0, transferCount: 0 },
    });
    expect(parseEngagement({ ...own, channels: [{ channel: "video" }], channel: "voice" })?.channel).toBe(
      "video",
    );
    expect(parseEngagement({ ...own, channel: "voice" })?.channel).toBe("voice");
    expect(parseEngagement(own)).not.toHaveProperty("talkSeconds");
  });

  it("is an engagement only where it has an engagement's ID, and then with lists and texts alone", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (value, other) => {
        expect(parseEngagement(value)?.id ?? engagementId).toMatch(engagementShape);
        const lists = { consumers: value, flows: value, queues: [other], agents: value, channels: [value] };
        const read = parseEngagement({ engagement_id: engagementId, ...lists, talk_duration: other });
        expect(read).toMatchObject({
          ...{ id: engagementId, channel: expect.any(String), direction: "", dispositions: [] },
        });
        expect(read?.talkSeconds ?? 0).toBeGreaterThanOrEqual(0);
        for (const named of [...(read?.flows ?? []), ...(read?.queues ?? []), ...(read?.agents ?? [])])
          expect([named.id, named.name]).not.toContain("");
        expect(parseEngagement({ engagement_id: `${engagementId}x`, ...lists })).toBeUndefined();
      }),
    );
  });

  it("is one event for each step that has a time and a name, and none for any other", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.anything(), (event_name, event_content, start_time) => {
        const at = "2026-11-30T08:00:00.000Z";
        const told = describeEvents(id, [{ start_time: at, event_name, event_content }]);
        expect(told.map((event) => [event.at, event.id])).toEqual(
          event_name === "" ? [] : [[at, "zoom-events:0"]],
        );
        for (const { title, detail = "" } of told) {
          expect(title).toBeTypeOf("string");
          expect(detail.length).toBeLessThanOrEqual(320);
        }
        const isCount = typeof start_time === "string" || typeof start_time === "number";
        const untimed = isCount ? "no time" : start_time;
        expect(describeEvents(id, [{ start_time: untimed, event_name, event_content }])).toEqual([]);
      }),
    );
    const told = (event_name: string, event_content = "") =>
      describeEvents(id, [{ start_time: "2026-11-30T08:00:00Z", event_name, event_content }])[0];
    expect(told("contact_center.engagement_transfer_initiated")).toMatchObject({
      ...{ code: "zoom-events.transfer-started", severity: "info", title: "A transfer was started" },
    });
    expect(told("transfer_accepted")).toMatchObject({ code: "zoom-events.transferred", severity: "good" });
    for (const name of [
      ...["user_accept_timeout", "agent_answer_failed", "queue_overflow_failed", "queue_overflow"],
      ...[
        "transfer_accepted_timed_out",
        "user_connect_declined",
        "agent_answer_missed",
        "voice_bot_overflow",
      ],
    ])
      expect(told(name, "Support"), name).toMatchObject({
        ...{ code: "zoom-events.step", facts: { name }, severity: "unknown", detail: "Support" },
      });
    for (const end of ["disconnected", "left", "ended", "hung_up", "disconnected_timeout"])
      expect(told(`consumer_${end}`)).toMatchObject({ code: "zoom-events.consumer-left" });
    expect(told("voice_bot_failed", "x".repeat(900))?.detail).toHaveLength(300);
    for (const content of ["SIP/2.0 503 Service Unavailable", "503 Service Unavailable", "failed (503)"])
      expect(told("voice_bot_failed", content)?.facts).toMatchObject({ status: 503 });
    for (const content of ["+503 refused", "ada@503", "trunk.404", "1 206 555 0142", "route/404", "200 OK"])
      expect(told("voice_bot_failed", content)?.facts).not.toHaveProperty("status");
    expect(
      describeEvents(id, [{ start_time: "2026-11-30T08:00:00Z", event_name: "queue_entered" }]),
    ).toMatchObject([{ code: "zoom-events.queued", severity: "good" }]);
  });
});
