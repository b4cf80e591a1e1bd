import { describe, expect, it } from "vitest";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import type { GuideCheckSubject } from "@/lib/vendors/guide-check";
import {
  type GuidePublication,
  otherTarget,
  type PublicationAnswer,
  type SeenPublication,
} from "@/lib/vendors/guide-publication";
import { describeEnd } from "./describe-end";
import { type FollowPace, followPublication } from "./follow-publication";
import { publicationStatuses } from "./publication-status";

const problem = { code: "down", sentence: "Acme is down.", wayOut: "Wait." };
const target = { id: "1", name: "Night shift" };
const none: SeenPublication = { state: "none", parts: [] };
const ours = (state: SeenPublication["state"]): SeenPublication => ({ state, id: "p1", parts: [] });
const accepted: PublicationAnswer = { kind: "accepted", awaitsApproval: false };
const lost: PublicationAnswer = { kind: "lost", problem };
const words = { thing: "the bot", approval: "Ask Eve.", vendor: "Acme" };
const patient = { firstMs: 1, maxMs: 1, boundMs: 60_000, lostMs: 60_000 };
const hasty = { firstMs: 1, maxMs: 1, boundMs: 20, lostMs: 10 };

/** `states` are seen one after the other; the last one stays. */
async function follow(
  answer: PublicationAnswer | undefined,
  states: Result<SeenPublication>[],
  {
    pace = patient,
    since,
    readsOf = "1",
    before = none,
  }: { pace?: FollowPace; since?: string; readsOf?: string; before?: SeenPublication } = {},
) {
  let looks = 0;
  const publication: GuidePublication = {
    ...{ thing: "the bot", planButton: "Plan", publishButton: "Publish", warning: "All.", approval: "Ask." },
    ...{ connectionKind: "acme", missing: () => undefined },
    publish: () => expect.unreachable("It was asked for already."),
    look: async () => states[Math.min(looks++, states.length - 1)] ?? fail(problem),
    read: async () =>
      succeed({
        target: { ...target, id: readsOf },
        changes: succeed({ since, total: 0, isWhole: true, showsNewest: true, kinds: [], authors: [] }),
        last: before,
      }),
  };
  const subject: GuideCheckSubject = {
    input: {} as GuideCheckSubject["input"],
    connection: () => undefined,
    signal: new AbortController().signal,
  };
  return followPublication(publication, subject, { target, before, answer }, pace);
}

describe("a publication that was asked for", () => {
  it.each(["published", "failed", "awaiting-approval"] as const)(
    "ends as %s when the vendor says so",
    async (end) => {
      const states = [succeed(none), succeed(ours("in-progress")), fail(problem), succeed(ours(end))];
      expect(await follow(accepted, states)).toMatchObject({ status: end, outcome: { seen: { id: "p1" } } });
      expect(await follow(lost, states.slice(1))).toMatchObject({ status: end });
    },
  );

  it("awaits an approval when the answer says so, whatever the state is called", async () => {
    const answer: PublicationAnswer = { kind: "accepted", awaitsApproval: true };
    expect(await follow(answer, [succeed(ours("published"))])).toMatchObject({ status: "awaiting-approval" });
  });

  it("is refused without a look", async () => {
    const refused = await follow({ kind: "refused", problem }, []);
    expect(refused).toEqual({ status: "refused", outcome: { problem } });
  });

  it.each([
    ["goes on for too long", accepted, [succeed(ours("in-progress"))]],
    ["has a state with an unknown name", accepted, [succeed(ours("unknown"))]],
    ["isn't seen after a lost answer", lost, [succeed(none)]],
    ["can't be read", undefined, [fail(problem)]],
  ])("isn't known when it %s", async (_when, answer, states) => {
    expect(await follow(answer, states, { pace: hasty })).toMatchObject({ status: "unknown" });
  });

  it("isn't seen where the vendor shows none anymore", async () => {
    const gone = await follow(lost, [succeed(ours("in-progress")), succeed(none)], { pace: hasty });
    expect(gone).toMatchObject({ status: "unknown" });
  });

  describe("after an earlier one", () => {
    const earlier: SeenPublication = {
      ...{ state: "published", id: "p0", requestedAt: "2026-11-30T07:59:00.000Z" },
      ...{ changedAt: "2026-11-30T08:00:00.000Z", parts: [] },
    };

    it("isn't published because that one is, and is once its own ends", async () => {
      const stays = await follow(lost, [succeed(earlier)], { pace: hasty, before: earlier });
      expect(stays).toMatchObject({ status: "unknown", outcome: { seen: undefined } });
      const ends = await follow(accepted, [succeed(earlier), succeed(ours("published"))], {
        before: earlier,
      });
      expect(ends).toMatchObject({ status: "published", outcome: { seen: { id: "p1" } } });
    });

    it("isn't seen where the vendor has deleted that one", async () => {
      const gone = await follow(lost, [succeed(none)], { pace: hasty, before: earlier });
      expect(gone.outcome.seen).toBeUndefined();
    });

    it("awaits an approval without that one's times", async () => {
      const answer: PublicationAnswer = { kind: "accepted", awaitsApproval: true };
      const waits = await follow(answer, [succeed(earlier)], { before: earlier });
      expect(waits).toEqual({ status: "awaiting-approval", outcome: {} });
    });

    it("isn't in the log where its newest publication is that one", async () => {
      const logged = (since: string) =>
        follow(lost, [succeed(earlier)], { pace: hasty, before: earlier, since });
      expect((await logged("2026-11-30T08:00:00.000Z")).outcome.loggedAt).toBeUndefined();
      expect((await logged("2026-11-30T08:00:01.000Z")).outcome.loggedAt).toBeDefined();
    });
  });

  it("is waited for only briefly after a lost answer, and to its end once it is seen", async () => {
    const pace = { ...patient, lostMs: 5 };
    expect(await follow(lost, [succeed(none)], { pace })).toMatchObject({ status: "unknown" });
    const goesOn = Array.from({ length: 30 }, () => succeed(ours("in-progress")));
    expect(await follow(lost, [...goesOn, succeed(ours("published"))], { pace })).toMatchObject({
      status: "published",
    });
  });

  it("isn't taken for the earlier one, nor for one that the log alone shows", async () => {
    const unknown = await follow(lost, [succeed(none)], { pace: hasty, since: "2026-11-30T09:00:00.000Z" });
    expect(unknown).toMatchObject({ status: "unknown", outcome: { loggedAt: "2026-11-30T09:00:00.000Z" } });
  });
});

describe("a publication whose connection leads to something else by now", () => {
  const elsewhere = { code: otherTarget, sentence: "Another bot.", wayOut: "Look there." };

  it.each([accepted, lost, undefined])("isn't known, and says so at once (%j)", async (answer) => {
    const followed = await follow(answer, [succeed(ours("in-progress")), fail(elsewhere)]);
    expect(followed).toMatchObject({ status: "unknown", outcome: { unread: elsewhere } });
    const { sentence, wayOut } = describeEnd(words, "unknown", followed.outcome);
    expect(`${sentence} ${wayOut}`).toMatch(/isn't known.*Another bot\. Look there\./);
  });

  it("isn't found in the other one's log", async () => {
    const since = "2026-11-30T09:00:00.000Z";
    const { outcome } = await follow(lost, [fail(problem)], { pace: hasty, since, readsOf: "2" });
    expect(outcome.loggedAt).toBeUndefined();
    expect(describeEnd(words, "unknown", outcome).sentence).not.toContain("no new publication");
  });
});

describe("the words for an end", () => {
  const ends = publicationStatuses.filter(
    (status) => status !== "planned" && status !== "queued" && status !== "publishing",
  );

  it("differ for each, and only one says that it was published", () => {
    const said = ends.map(
      (status) => describeEnd(words, status, { problem, seen: ours("in-progress") }).sentence,
    );
    expect(new Set(said).size).toBe(ends.length);
    expect(said.filter((sentence) => /^Acme published/.test(sentence))).toHaveLength(1);
  });

  it("say when it was published, by its end rather than by when it was asked for", () => {
    const asked = { ...ours("published"), requestedAt: "2026-11-30T08:00:00.000Z" };
    const said = (seen: SeenPublication) => describeEnd(words, "published", { seen }).sentence;
    expect(said({ ...asked, changedAt: "2026-11-30T08:05:00.000Z" })).toContain("08:05");
    expect(said(asked)).toContain("08:00");
  });

  it.each<[string, Parameters<typeof describeEnd>[2], RegExp]>([
    [
      "it had begun",
      { seen: ours("in-progress") },
      /Acme had begun, and hadn't ended .* may wait for an appr/,
    ],
    [
      "it had begun and can't be read",
      { seen: ours("in-progress"), unread: problem },
      /begun.*Acme is down\.$/,
    ],
    ["nothing was seen of it", {}, /^It isn't known .*Acme's state showed no new publication\.$/],
    ["its state can't be read", { unread: problem }, /^It isn't known .*published\. Acme is down\.$/],
    [
      "its log shows one",
      { loggedAt: "2026-11-30T08:05:00.000Z" },
      /change log shows a publication on .*08:05/,
    ],
  ])("say of one that isn't known what is known: %s", (_what, outcome, said) => {
    expect(describeEnd(words, "unknown", outcome).sentence).toMatch(said);
  });

  it("name the parts that failed, and who approves", () => {
    const parts = [
      { kind: "NL", state: "FAILED" },
      { kind: "CHANNELS", state: "SUCCESS" },
    ];
    const { sentence } = describeEnd(words, "failed", { seen: { ...ours("failed"), parts } });
    expect(sentence).toContain("(NL: FAILED)");
    expect(describeEnd(words, "awaiting-approval", {}).wayOut).toBe("Ask Eve.");
  });
});
