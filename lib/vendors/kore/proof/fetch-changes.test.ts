import { expect, it } from "vitest";
import { fail, succeed } from "@/lib/kernel/result";
import { describeChanges, parseChanges, readChangeLog } from "./fetch-changes";

const startMs = Date.parse("2026-11-30T08:00:00Z");
/** One entry for each minute after the start, in this order. */
const entries = (minutes: readonly number[], publishedAt?: number) =>
  minutes.map((minute) => ({
    createdOn: new Date(startMs + minute * 60_000).toISOString(),
    message: minute === publishedAt ? "Published task Book" : "Bot updated",
  }));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** What is read of this log, and in how many calls. */
async function read(log: readonly unknown[], maxPages = 4) {
  let calls = 0;
  const answer = await readChangeLog(async (page) => {
    calls += 1;
    return succeed(log.slice(page * 50, (page + 1) * 50));
  }, maxPages);
  if (!answer.ok) throw new Error(answer.problem.sentence);
  const { changes, ...said } = answer.value;
  return { ...said, count: changes.length, calls };
}

it("reads a change log to its end", async () => {
  expect(await read(entries(upTo(120)))).toEqual({ isWhole: true, showsNewest: true, count: 120, calls: 3 });
});

it("reads no further than the last publishing where the newest entries come first", async () => {
  const log = entries(upTo(600).toReversed(), 570);
  expect(await read(log)).toEqual({ isWhole: true, showsNewest: true, count: 100, calls: 2 });
});

it("shows the newest of a long log only where they come first", async () => {
  const [forward, backward] = [entries(upTo(600)), entries(upTo(600).toReversed())];
  expect(await read(backward)).toEqual({ isWhole: false, showsNewest: true, count: 200, calls: 4 });
  expect(await read(forward)).toEqual({ isWhole: false, showsNewest: false, count: 200, calls: 4 });
  // A publishing of long ago ends nothing: what came after it wasn't read.
  expect(await read(entries(upTo(600), 30))).toMatchObject({ isWhole: false, showsNewest: false });
  expect(await read(entries(upTo(600).map(() => 1)))).toMatchObject({ showsNewest: false });
  // One page alone can be in an order by chance.
  expect(await read(entries(upTo(600).toReversed()), 1)).toMatchObject({ showsNewest: false });
});

it("counts an entry once that a change in the meantime has moved onto the next page", async () => {
  const log = entries(upTo(80).toReversed()).map((entry, index) => ({ ...entry, _id: `btl-${80 - index}` }));
  const answer = await readChangeLog(async (page) => {
    const now = page === 0 ? log : [{ ...log[0], _id: "btl-new" }, ...log];
    return succeed(now.slice(page * 50, (page + 1) * 50));
  }, 4);
  expect(answer).toMatchObject({ value: { isWhole: true } });
  expect(answer.ok && answer.value.changes.length).toBe(80);
});

it("fails with the page that fails", async () => {
  const problem = { code: "kore-down", sentence: "Down.", wayOut: "Wait." };
  const answer = await readChangeLog(
    async (page) => (page === 0 ? succeed(entries(upTo(50))) : fail(problem)),
    4,
  );
  expect(answer).toMatchObject({ problem });
});

it.each([
  ["Published task Request a refund", "publish"],
  ["Bot published", "publish"],
  ["Publish failed", "neither"],
  ["Publish request awaits approval", "neither"],
  ["Request to publish was rejected", "neither"],
  ["Publishing started", "neither"],
  ["Unpublished task Book", "neither"],
  ["Bot updated", "edit"],
  ["", "edit"],
])("takes “%s” for what it says: %s", (message, meaning) => {
  const [change] = parseChanges([{ message, createdOn: "2026-11-30T08:00:00Z" }]);
  expect(change).toMatchObject({ isPublish: meaning === "publish", isEdit: meaning === "edit" });
});

it("doesn't count a publication that failed as one, nor as a change", () => {
  const log = [
    { message: "Publish failed", createdOn: "2026-11-30T10:00:00Z" },
    { message: "Bot updated", createdOn: "2026-11-30T09:00:00Z" },
    { message: "Published task Book", createdOn: "2026-11-30T08:00:00Z" },
  ];
  expect(describeChanges(parseChanges(log), true)).toMatchObject({
    publishedAt: new Date("2026-11-30T08:00:00Z"),
    changesSince: 1,
  });
});

it("finds the newest publication and change in whatever order they come", () => {
  const log = [
    { message: "Bot updated", createdOn: "2026-11-30T11:00:00Z" },
    { message: "Bot published", createdOn: "2026-11-30T10:00:00Z" },
    { message: "Bot updated", createdOn: "2026-11-30T07:00:00Z" },
    { message: "Bot published", createdOn: "2026-11-30T08:00:00Z" },
  ];
  for (const entries of [log, log.toReversed()])
    expect(describeChanges(parseChanges(entries), true)).toMatchObject({
      publishedAt: new Date("2026-11-30T10:00:00Z"),
      changedAt: new Date("2026-11-30T11:00:00Z"),
      changesSince: 1,
    });
});

it("keeps what was changed as a word of Kore's, and no text of the tenant's", () => {
  const kindOf = (resourceType: unknown) =>
    parseChanges([{ message: "Updated", createdOn: "2026-11-30T08:00:00Z", resourceType }])[0]?.kind;
  expect(["dialog", "Ask <Grace>: refunds?", "x".repeat(41), 7].map(kindOf)).toEqual([
    "dialog",
    "?",
    "?",
    "?",
  ]);
});
