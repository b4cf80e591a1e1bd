import { expect, test } from "vitest";
import { buildTrail } from "@/lib/contacts/trail/build-trail";
import { asContactId } from "@/lib/kernel/ids";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import type { SourceReport, TrailEvent } from "@/lib/trail/event";
import { readSource } from "@/lib/trail/read-source";
import { fakeReaders } from "@/lib/trail/testing/fake-readers";
import type { LinkedContext } from "@/lib/trail/trail-source";
import type { ConversationKey } from "../ask-kore";
import type { KoreConversation } from "./kore-conversation";
import { linkedConversation } from "./linked-conversation";
import { koreReaders } from "./readers";

const contactId = asContactId("sVN-xCykTQ6TfXCj2C9rEQ");
const began = Date.parse("2026-11-29T08:00:00.000Z");
const window = { fromMs: began - 120_000, toMs: began + 660_000 };
const at = (ms: number) => new Date(began + ms).toISOString();

function conversation(sessionId: string, own: Partial<KoreConversation> = {}): KoreConversation {
  return {
    ...{ sessionId, callId: `call-of-${sessionId}`, userId: "+12065550142", currentTask: "Welcome" },
    ...{ startedAt: at(2_000), handedOffAt: at(20_000), complete: true },
    messages: [{ from: "caller", text: "My card is 4111", at: at(5_000) }],
    summary: { text: "The caller asked for a card.", at: at(30_000) },
    ...own,
  };
}

const notFound = { code: "kore-not-found", sentence: "Kore doesn't have it.", wayOut: "Check." };

/** What the one bot has, by session or call. */
function contextOf(
  known: readonly KoreConversation[],
  given: Partial<Pick<LinkedContext, "links" | "fetchVariables">>,
  refusal?: Result<never>,
  /** The session that it refuses; none named: all. */
  refused?: string,
): { context: LinkedContext; asked: ConversationKey[] } {
  const asked: ConversationKey[] = [];
  const reader = {
    fetchConversation: async (key: ConversationKey) => {
      asked.push(key);
      if (refusal && (refused === undefined || Object.values(key).includes(refused))) return refusal;
      const found = known.find((one) =>
        "sessionId" in key ? one.sessionId === key.sessionId : one.callId === key.callId,
      );
      return found ? succeed(found) : fail(notFound);
    },
  };
  return { asked, context: { links: [], ...fakeReaders(koreReaders, reader), ...given } };
}

async function read(context: LinkedContext, callerNumber?: string): Promise<SourceReport> {
  const caller = callerNumber === undefined ? {} : { callerNumber };
  const [source] = linkedConversation(context, { contactId, window, ...caller });
  if (!source) throw new Error("There is no source.");
  return readSource(source);
}
const codes = (report: SourceReport) =>
  report.state === "failed" ? [] : report.events.map(({ code }) => code);
const link = (externalId: string, vendor = "kore") => ({ vendor, externalId });

test("a linked session's conversation, ending, and summary are told, and what was said is marked as such", async () => {
  const { context, asked } = contextOf([conversation("s-1")], { links: [link("s-1"), link("x", "acme")] });
  const report = await read(context);
  expect(codes(report)).toEqual([
    ...["kore-conversation.started", "kore-conversation.message"],
    ...["kore-conversation.handed-off", "kore-conversation.summary"],
  ]);
  expect(asked).toEqual([{ sessionId: "s-1" }]);
  const words = report.state === "failed" ? [] : report.events.filter(({ kind }) => kind === "transcript");
  expect(words).toHaveLength(2);
});

test("a linked call ID finds the conversation, where Kore has no session of that name", async () => {
  const { context, asked } = contextOf([conversation("s-1")], { links: [link("call-of-s-1")] });
  expect(codes(await read(context))).toContain("kore-conversation.started");
  expect(asked).toEqual([{ sessionId: "call-of-s-1" }, { callId: "call-of-s-1" }]);
});

test("two sessions of one contact are both shown", async () => {
  const { context } = contextOf([conversation("s-1"), conversation("s-2")], {
    links: [link("s-1"), link("s-2")],
  });
  expect(codes(await read(context)).filter((code) => code === "kore-conversation.started")).toHaveLength(2);
});

test("a session that can't be read beside another is said to be missing, and one that Kore doesn't have isn't", async () => {
  const links = [link("s-1"), link("s-2")];
  const limited = fail({ code: "kore-rate-limited", sentence: "Kore limits requests.", wayOut: "Wait." });
  const unreadIn = (report: SourceReport) =>
    report.state === "ok" ? report.panel?.rows.filter(({ key }) => key === "unread") : undefined;
  expect(unreadIn(await read(contextOf([conversation("s-1")], { links }, limited, "s-2").context))).toEqual([
    {
      ...{ key: "unread", label: "Not read", kind: "sentence" },
      value: "There may be another conversation. Kore limits requests.",
    },
  ]);
  expect(unreadIn(await read(contextOf([conversation("s-1")], { links }).context))).toEqual([]);
});

test("without a link, the contact center's variables name the session", async () => {
  const fetchVariables = async () => [
    { name: "language", value: "en" },
    { name: "kore_session_id", value: "s-0001" },
  ];
  const { context } = contextOf([conversation("s-0001")], { fetchVariables });
  expect(codes(await read(context))).toContain("kore-conversation.started");
});

test("another caller's session, linked or in a variable, opens no conversation", async () => {
  const other = conversation("s-9", { startedAt: at(-3 * 3_600_000) });
  const linked = contextOf([other], { links: [link("s-9")] });
  expect(await read(linked.context)).toMatchObject({ state: "failed", problem: { code: "kore-other-time" } });
  const near = conversation("s-0009", { startedAt: at(-10 * 60_000) });
  // Kore's clock may be ten minutes off for a link that was posted with a token, and not for what anyone may write.
  expect(codes(await read(contextOf([near], { links: [link("s-0009")] }).context))).not.toEqual([]);
  const fetchVariables = async () => [{ name: "kore_session_id", value: "s-0009" }];
  expect(await read(contextOf([near], { fetchVariables }).context)).toMatchObject({
    problem: { code: "kore-other-time" },
  });
});

test("a session of another caller's at the same time isn't shown, and the trail says so without its number", async () => {
  const linked = (...users: string[]) => {
    const known = users.map((userId, at) => conversation(`s-${at}`, { userId }));
    return contextOf(known, { links: known.map(({ sessionId }) => link(sessionId)) }).context;
  };
  const other = await read(linked("+12065550143"), "+12065550142");
  expect(other).toMatchObject({ state: "failed", problem: { code: "kore-other-caller" } });
  expect(JSON.stringify(other)).not.toMatch(/206|555/);
  for (const own of ["+12065550142", "2065550142", "sip:+12065550142@center.example", "anonymous", "u-1", ""])
    expect(codes(await read(linked(own), "+12065550142"))).toContain("kore-conversation.started");
  for (const unknown of [undefined, "", "Restricted"])
    expect(codes(await read(linked("+12065550143"), unknown))).toContain("kore-conversation.started");

  const both = await read(linked("+12065550142", "+12065550143"), "+12065550142");
  expect(codes(both).filter((code) => code === "kore-conversation.started")).toHaveLength(1);
  const rows = both.state === "failed" ? [] : (both.panel?.rows ?? []);
  expect(rows.filter(({ key }) => key === "kore-other-caller")).toHaveLength(1);
  expect(JSON.stringify(both)).not.toContain("0143");
});

test("what isn't linked says so, and a refusal of Kore's is told as it is", async () => {
  expect(await read(contextOf([], {}).context)).toMatchObject({ problem: { code: "kore-not-linked" } });
  expect(await read(contextOf([], { links: [link("s-1")] }).context)).toMatchObject({
    problem: { code: "kore-not-found" },
  });
  const refused = fail({ code: "kore-forbidden", sentence: "No.", wayOut: "Add the scope." });
  expect(await read(contextOf([], { links: [link("s-1")] }, refused).context)).toMatchObject({
    problem: { code: "kore-forbidden" },
  });
});

/** As a contact center marks its part. */
function centerEvents(part: "called" | "failed" = "called"): TrailEvent[] {
  const event = (id: string, ms: number, own: Partial<TrailEvent>): TrailEvent => ({
    ...{ id, at: at(ms), source: "center", hop: "sip", severity: "info", title: id, contactId, raw: {} },
    ...{ code: "center.step", ...own },
  });
  return [
    event("center:called", 1_000, { marks: "transfer", facts: { voiceAgent: "called" } }),
    ...(part === "failed" ? [event("center:failed", 2_000, { facts: { voiceAgent: "failed" } })] : []),
    event("center:back", 22_000, { marks: "return", facts: { voiceAgent: "ended" } }),
  ];
}

async function trailOf(context: LinkedContext, events = centerEvents()) {
  const center: SourceReport = { source: "center", title: "Center", state: "ok", events, tookMs: 1 };
  return buildTrail(contactId, [center, await read(context)], new Date("2026-11-30T08:00:00Z"));
}

test("a clock of Kore's that is ten minutes off is set right by the contact center's", async () => {
  const late = conversation("s-1", {
    ...{ startedAt: at(602_000), handedOffAt: at(615_000), messages: [] },
  });
  const trail = await trailOf(contextOf([late], { links: [link("s-1")] }).context);
  const started = trail.events.find(({ code }) => code === "kore-conversation.started");
  expect(started?.clockOffsetMs).toBeLessThan(-580_000);
  expect(started?.detail).toContain("ahead of the contact center's");
  const places = trail.events.map(({ id }) => id);
  expect(places.indexOf("center:called")).toBeLessThan(places.indexOf(started?.id ?? ""));
  expect(places.indexOf(started?.id ?? "")).toBeLessThan(places.indexOf("center:back"));
});

test("a contact that was with the voice agent and isn't linked is found, and one that was refused isn't", async () => {
  const trail = await trailOf(contextOf([], {}).context);
  expect(trail.findings).toMatchObject([{ code: "kore-contact-not-linked", evidence: ["center:called"] }]);
  expect((await trailOf(contextOf([], {}).context, centerEvents("failed"))).findings).toEqual([]);
  expect((await trailOf(contextOf([], {}).context, [])).findings).toEqual([]);
});

test("a conversation without a summary is found, and one with a summary isn't", async () => {
  const { summary: _none, ...without } = conversation("s-1");
  const trail = await trailOf(contextOf([without], { links: [link("s-1")] }).context);
  expect(trail.findings.map(({ code }) => code)).toEqual(["kore-no-summary"]);
  expect(
    (await trailOf(contextOf([conversation("s-1")], { links: [link("s-1")] }).context)).findings,
  ).toEqual([]);
});
