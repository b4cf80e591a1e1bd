import type { ConnectClient } from "@aws-sdk/client-connect";
import fc from "fast-check";
import { expect, test } from "vitest";
import { searchContacts } from "./search-contacts";

const now = new Date("2026-06-01T00:00:00Z");
const dayMs = 24 * 3600 * 1000;
interface Asked {
  TimeRange: { StartTime: Date; EndTime: Date };
  NextToken?: string;
  MaxResults: number;
}

/** Contacts by their times, two a page; refuses what AWS refuses. */
function account(times: number[]) {
  const asked: Asked[] = [];
  const client = {
    async send({ input }: { input: Asked }) {
      asked.push(input);
      const { StartTime, EndTime } = input.TimeRange;
      if (EndTime.getTime() - StartTime.getTime() > 56 * dayMs)
        throw new Error("The range is longer than eight weeks.");
      const found = times
        .filter((time) => time >= StartTime.getTime() && time <= EndTime.getTime())
        .sort((one, other) => other - one);
      const from = Number(input.NextToken ?? 0);
      const page = found.slice(from, from + 2);
      return {
        Contacts: page.map((time) => ({ Id: `c${time}`, InitiationTimestamp: new Date(time) })),
        NextToken: from + 2 < found.length ? String(from + 2) : undefined,
      };
    },
  };
  return { connect: client as unknown as ConnectClient, asked };
}

async function readAll(connect: ConnectClient, from: Date, to: Date) {
  const found: string[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < 500; page++) {
    const result = await searchContacts(connect, { instanceId: "i", from, to, pageToken }, undefined, now);
    if (!result.ok) throw new Error(result.problem.code);
    found.push(...result.value.contacts.map(({ contactId }) => contactId));
    pageToken = result.value.nextPageToken;
    if (!pageToken) return found;
  }
  throw new Error("The list never ends.");
}

test("every contact of any range is listed once, the newest first, in requests of at most eight weeks", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 729 * 24 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 729 }),
      async (hoursAgo, days) => {
        const times = hoursAgo.map((hours) => now.getTime() - hours * 3600 * 1000);
        const from = now.getTime() - days * dayMs;
        const { connect } = account(times);
        const expected = times.filter((time) => time >= from).sort((one, other) => other - one);
        expect(await readAll(connect, new Date(from), now)).toEqual(expected.map((time) => `c${time}`));
      },
    ),
    { numRuns: 40 },
  );
});

test("a contact that began where two pieces of the range meet is listed once", async () => {
  const seam = now.getTime() - 56 * dayMs;
  const { connect } = account([seam]);
  expect(await readAll(connect, new Date(seam - dayMs), now)).toEqual([`c${seam}`]);
});

test("one page makes at most three requests, however empty the range is", async () => {
  const { connect, asked } = account([]);
  const from = new Date(now.getTime() - 700 * dayMs);
  const page = await searchContacts(connect, { instanceId: "i", from, to: now }, undefined, now);
  expect(asked).toHaveLength(3);
  expect(page).toMatchObject({ ok: true, value: { contacts: [], nextPageToken: expect.any(String) } });
});

test("a range that lies before the last two years, ends before it begins, or a page that was made up is refused", async () => {
  const { connect, asked } = account([]);
  const search = (from: string, to: string, pageToken?: string) =>
    searchContacts(
      connect,
      { instanceId: "i", from: new Date(from), to: new Date(to), pageToken },
      undefined,
      now,
    );
  expect(await search("2020-01-01", "2021-01-01")).toMatchObject({ problem: { code: "time-range-invalid" } });
  expect(await search("2026-05-02", "2026-05-01")).toMatchObject({ problem: { code: "time-range-invalid" } });
  expect(await search("nonsense", "2026-05-01")).toMatchObject({ problem: { code: "time-range-invalid" } });
  expect(await search("2026-05-01", "2026-05-02", "AAAA")).toMatchObject({
    problem: { code: "page-token-invalid" },
  });
  expect(asked).toEqual([]);
});
