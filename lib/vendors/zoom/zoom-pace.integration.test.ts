import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { takeSharedTurn } from "@/lib/access/tenant/take-shared-turn";
import { forgetConfig } from "@/lib/kernel/config";
import { type TestDatabase, testDatabase } from "@/lib/testing/postgres";
import { until } from "@/lib/testing/until";
import type { ZoomAccount } from "./connection-settings";
import { type FakeZoom, startFakeZoom } from "./testing/fake-zoom";

// Alone: it loads modules twice, as two processes have them.

let database: TestDatabase;
let zoom: FakeZoom;
const arrivals: number[] = [];

beforeAll(async () => {
  database = await testDatabase();
  zoom = await startFakeZoom({
    answer: () => {
      arrivals.push(performance.now());
      return { body: { voice_calls: [] } };
    },
  });
  process.env.PATCHBAY_ZOOM_SANDBOX_URL = zoom.url;
  forgetConfig();
  // The first connection takes its time.
  const any = { everyMs: 1, withinMs: 60_000 };
  await until("the database answers", async () => (await takeSharedTurn("any", any)) !== undefined);
});
afterAll(async () => {
  zoom.stop();
  await database.stop();
});

it("processes of one database together keep to half of the rate of an account, whichever app each of them uses", async () => {
  const first = await import("./ask-zoom");
  vi.resetModules();
  const second = await import("./ask-zoom");
  expect(second.requestZoom).not.toBe(first.requestZoom);
  const account = (clientId: string): ZoomAccount => ({
    settings: { accountId: "shared-account", clientId, flowAccess: "read", zoomSandbox: true },
    clientSecret: "hush-hush",
  });
  const list = { method: "GET", path: "/contact_center/voice_calls" } as const;
  const asks = [1, 2, 3].flatMap(() => [
    first.requestZoom(account("client-0001"), list, { timeoutMs: 10_000 }),
    second.requestZoom(account("client-0002"), list, { timeoutMs: 10_000 }),
  ]);
  expect((await Promise.all(asks)).every(({ ok }) => ok)).toBe(true);
  // Two a second of five heavy ones; the first may have been on its way for longer than the last. Each on its own would have
  // sent its three within 0.8 seconds.
  expect(Math.max(...arrivals) - Math.min(...arrivals)).toBeGreaterThan(2_000);
});
