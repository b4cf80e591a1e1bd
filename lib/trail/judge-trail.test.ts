import { describe, expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import type { Finding, SourceReport, Trail, TrailEvent, TrailFacts } from "@/lib/trail/event";
import { judgeTrail } from "@/lib/trail/judge-trail";
import { sayVerdict } from "@/lib/trail/say-verdict";

const contactId = asContactId("3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f");
const endedAtMs = Date.UTC(2026, 2, 4, 10, 1, 0);
const at = (secondsAfterEnd: number) => new Date(endedAtMs + secondsAfterEnd * 1_000);

const event = (own: Partial<TrailEvent> = {}): TrailEvent => ({
  ...{ id: "contact-record:DisconnectTimestamp", at: at(0).toISOString(), source: "contact-record" },
  ...{
    hop: "number",
    severity: "info",
    code: "contact-record.ended",
    title: "Ended",
    contactId,
    raw: {},
    ...own,
  },
});
const failed = (source: string, code: string, sentence = "AWS didn't respond."): SourceReport => ({
  ...{ source, title: source, state: "failed", tookMs: 1, problem: { code, sentence, wayOut: "Try again." } },
});
const optional = (...of: Parameters<typeof failed>): SourceReport => ({ ...failed(...of), isOptional: true });
const finding: Finding = {
  ...{
    code: "transfer-failed",
    severity: "bad",
    title: "x",
    cause: "x",
    nextStep: "x",
    needs: "nothing",
    evidence: [],
  },
};

interface Case {
  events?: TrailEvent[];
  sources?: SourceReport[];
  findings?: Finding[];
  facts?: TrailFacts;
  phase?: "live" | "arriving" | "settled";
  tookPart?: boolean;
  /** Seconds after the end. */
  now?: number;
}

function trailOf({ events = [event()], sources = [], findings = [], facts }: Case): Trail {
  return { contactId, sources, events, uncertain: [], findings, ...(facts && { facts }) };
}

function judge({ phase = "settled", tookPart = true, now = 120, ...own }: Case) {
  return judgeTrail(trailOf(own), { phase, tookPart, ...(phase !== "live" && { endedAtMs }) }, at(now));
}

describe("a contact", () => {
  test("is healthy when it has ended, late lines have had their time, all was read, and it was ours", () => {
    expect(judge({})).toEqual({ kind: "healthy", isSettled: true, unread: [] });
  });

  test("has no verdict while it goes on, and none while lines may still come: it says when it will", () => {
    expect(judge({ phase: "live", now: -10 }).kind).toBe("going-on");
    expect(judge({ phase: "arriving", now: 20 })).toMatchObject({
      kind: "arriving",
      settlesAt: at(60).toISOString(),
    });
    // The last line came late itself.
    const late = event({ id: "flow-log:x", at: at(50).toISOString() });
    expect(judge({ events: [event(), late], now: 70 })).toMatchObject({
      kind: "arriving",
      settlesAt: at(80).toISOString(),
    });
  });

  test("waits for no clock that goes wrong by hours", () => {
    const ahead = event({ id: "conversation:x", at: at(7_200).toISOString() });
    expect(judge({ events: [event(), ahead], now: 601 }).kind).toBe("healthy");
  });

  test("with something wrong is told so at once, before anything has settled", () => {
    expect(judge({ findings: [finding], phase: "live", now: -10 })).toMatchObject({
      kind: "found",
      isSettled: false,
    });
  });

  test("isn't settled while it goes on, however long nothing was heard of it", () => {
    expect(judge({ findings: [finding], phase: "live", now: 7_200 }).isSettled).toBe(false);
  });

  test("whose record can't be read is settled once its last line has had its time", () => {
    const judgeUnended = (now: number) =>
      judgeTrail(trailOf({}), { phase: "settled", tookPart: true }, at(now));
    expect(judgeUnended(29)).toMatchObject({ kind: "arriving", settlesAt: at(30).toISOString() });
    expect(judgeUnended(30)).toMatchObject({ kind: "healthy", isSettled: true });
  });

  test("with something found earlier is never called healthy because the account was mended since", () => {
    const seen = { at: at(60).toISOString(), isSettled: true, missingLogs: [], codes: ["flow-changed"] };
    expect(judge({ facts: { seen } }).kind).toBe("found");
    expect(judge({ facts: { seen: { ...seen, codes: [] } } }).kind).toBe("healthy");
  });

  test("of which nothing could be read has a verdict of its own, and one reason for all sources", () => {
    const sources = ["a", "b", "c"].map((source) => failed(source, "aws-unreachable"));
    const verdict = judge({ events: [], sources });
    expect(verdict).toMatchObject({
      kind: "unread",
      unread: [{ sentence: "AWS didn't respond.", titles: ["a", "b", "c"] }],
    });
    expect(sayVerdict(verdict)).toBe("No verdict: no source of this contact could be read.");
  });

  test("says of no source how long another one was waited for", () => {
    const [two, eight] = ["No response within 2 seconds.", "No response within 8 seconds."];
    const slow = (source: string, sentence: string) => failed(source, "source-too-slow", sentence);
    const sources = [slow("a", two), slow("b", eight), slow("c", two)];
    expect(judge({ sources }).unread).toMatchObject([
      { sentence: two, titles: ["a", "c"] },
      { sentence: eight, titles: ["b"] },
    ]);
  });

  test("of which a part could not be read is never called healthy", () => {
    expect(judge({ sources: [failed("flow-log", "throttled")] }).kind).toBe("partly-read");
  });

  test("is healthy without an optional source: no fault could have come of it", () => {
    expect(judge({ sources: [optional("conversation", "refused")] })).toMatchObject({
      kind: "healthy",
      unread: [{ titles: ["conversation"] }],
    });
    const both = [optional("conversation", "throttled"), failed("flow-log", "throttled")];
    expect(judge({ sources: both }).kind).toBe("partly-read");
  });

  test("loses nothing by a log group that no call has needed yet", () => {
    const sources = [failed("lambda-log:x", "log-group-missing")];
    const seen = { at: at(60).toISOString(), isSettled: true };
    expect(judge({ sources }).kind).toBe("healthy");
    expect(judge({ sources, facts: { seen: { ...seen, missingLogs: ["lambda-log:x"] } } }).kind).toBe(
      "healthy",
    );
    // It was there when somebody looked: what it told is gone.
    expect(judge({ sources, facts: { seen: { ...seen, missingLogs: [] } } }).kind).toBe("partly-read");
    // Whoever looked before the end may have looked before it was needed.
    const early = { ...seen, isSettled: false, missingLogs: [] };
    expect(judge({ sources, facts: { seen: early } }).kind).toBe("healthy");
  });

  test("leaves a missing permission to the finding that names it, and says it where there is none", () => {
    const sources = [failed("flow-log", "permission-missing", "Not allowed.")];
    const named = { ...finding, code: "source-not-readable" };
    expect(judge({ sources, findings: [named] })).toMatchObject({ kind: "found", unread: [] });
    expect(judge({ sources, findings: [finding] }).unread).toMatchObject([{ titles: ["flow-log"] }]);
    expect(judge({ sources }).kind).toBe("partly-read");
  });

  test("passes on what a system itself said of why it couldn't be read", () => {
    const problem = { code: "refused", sentence: "Refused.", wayOut: "Ask.", theirWords: "Not today" };
    const sources: SourceReport[] = [{ ...failed("a", "refused"), state: "failed", problem }];
    expect(judge({ sources }).unread).toMatchObject([{ theirWords: "Not today" }]);
  });

  test("in which no integration of the tenant took part is not judged", () => {
    expect(judge({ tookPart: false, facts: { mayBeOurs: false } }).kind).toBe("not-ours");
    // Callers may come to an integration by a flow of the tenant's own: this one did not.
    expect(judge({ tookPart: false, facts: { mayBeOurs: true } }).kind).toBe("not-ours");
    expect(judge({ tookPart: false }).kind).toBe("not-ours");
    expect(judge({ tookPart: true, facts: { mayBeOurs: false } }).kind).toBe("healthy");
  });

  test("with an event that failed, and that no finding explains, is not called healthy", () => {
    const verdict = judge({ events: [event({ severity: "bad" }), event({ id: "x", severity: "unknown" })] });
    expect(verdict.kind).toBe("unexplained");
    expect(sayVerdict(verdict)).toMatch(/^No verdict: some events failed/);
    expect(judge({ events: [event({ severity: "attention" })] }).kind).toBe("healthy");
  });

  test("with a step of which nobody knows how it ended is not called healthy", () => {
    expect(judge({ events: [event({ severity: "unknown" }), event({ id: "x" })] }).kind).toBe("unclear");
  });
});
