import { afterAll, beforeAll, expect, it } from "vitest";
import { forgetConfig } from "@/lib/kernel/config";
import { runAsOwner, type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { until } from "@/lib/testing/until";
import { closeDatabase } from "./client";
import { takeSharedTurn } from "./take-shared-turn";

const minuteMs = 60_000;
const ofEveryMinute = { everyMs: minuteMs, withinMs: 10 * minuteMs };
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  // The first connection takes its time.
  await until("the database answers", async () => (await takeSharedTurn("any", ofEveryMinute)) !== undefined);
});
afterAll(() => database.stop());

const minutesOf = (waits: readonly unknown[]) =>
  waits.map((wait) => (typeof wait === "number" ? Math.round(wait / minuteMs) : wait)).sort();

it("gives each process of a database a turn of its own, and none that would come too late", async () => {
  const ours = Array.from({ length: 3 }, () => takeSharedTurn("one", ofEveryMinute));
  const theirs = runAsOwner<{ wait: number }>(
    database.ownerUrl,
    "SELECT app_take_turn('one', 60000, 600000) AS wait FROM generate_series(1, 2)",
  );
  const waits = [...(await Promise.all(ours)), ...(await theirs).map(({ wait }) => wait)];
  expect(minutesOf(waits)).toEqual([0, 1, 2, 3, 4]);
  expect(await takeSharedTurn("one", { ...ofEveryMinute, withinMs: 2 * minuteMs })).toBe("late");
  // What was too late has taken nothing.
  expect(minutesOf([await takeSharedTurn("one", ofEveryMinute)])).toEqual([5]);
  expect(minutesOf([await takeSharedTurn("another", ofEveryMinute)])).toEqual([0]);
});

// Last: the database stays away for a while.
it("lets nobody wait for a database that isn't there", async () => {
  const { PATCHBAY_APP_DATABASE_URL: url } = process.env;
  await closeDatabase();
  process.env.PATCHBAY_APP_DATABASE_URL = "postgresql://nobody@127.0.0.1:1/none";
  forgetConfig();
  const beganAt = performance.now();
  expect(await takeSharedTurn("one", ofEveryMinute)).toBeUndefined();
  expect(await takeSharedTurn("one", ofEveryMinute)).toBeUndefined();
  expect(performance.now() - beganAt).toBeLessThan(3_000);
  await closeDatabase();
  process.env.PATCHBAY_APP_DATABASE_URL = url;
  forgetConfig();
});
