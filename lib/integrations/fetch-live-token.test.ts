import { expect, it } from "vitest";
import { lastPost } from "./fetch-live-token";

type World = Parameters<typeof lastPost>[0];

const hourMs = 3_600_000;
const from = new Date("2026-11-28T10:00:00Z");

/** An authorizer's log with one post an hour, a page each. */
function worldWith(pages: number): World {
  const send = async ({ input }: { input: { nextToken?: string } }) => {
    const page = Number(input.nextToken ?? 0);
    return {
      events: [{ timestamp: from.getTime() + page * hourMs }],
      nextToken: page + 1 < pages ? String(page + 1) : undefined,
    };
  };
  return { contextFor: () => ({ aws: { logs: { send } } }) } as unknown as World;
}

const last = (pages: number, matched: "current" | "previous") =>
  lastPost(worldWith(pages), "authorizer", matched, from, AbortSignal.timeout(5_000));

it("finds the last post that a token let in, on the last page", async () => {
  expect(await last(3, "previous")).toEqual(new Date(from.getTime() + 2 * hourMs));
});

it("doesn't take the last post that it came to for the last one of a log that goes on", async () => {
  await expect(last(80, "previous")).rejects.toMatchObject({ problem: { code: "token-log-too-large" } });
  // That there is one is enough here.
  expect(await last(80, "current")).toEqual(from);
});
