import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";

const context = vi.hoisted(() => ({
  user: { id: "" },
  tenantId: "",
  role: "viewer" as const,
}));
vi.mock("@/lib/access/action", () => ({
  tenantContext: async () => context,
  isPermitted: () => true,
  toProblem: () => ({ code: "unexpected" }),
}));
vi.mock("@/lib/access/auth/still-may", () => ({ stillMay: async () => true }));

const { defineRoute } = await import("./define-route");
const { mostStreams } = await import("./open-streams");

const endless = defineRoute({
  permission: "tenant:read",
  streams: true,
  answer: async () =>
    new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) })),
});
const failing = defineRoute({
  permission: "tenant:read",
  streams: true,
  answer: async () => {
    throw new Error("It failed.");
  },
});

function beSomebody() {
  Object.assign(context, { user: { id: randomUUID() }, tenantId: randomUUID() });
}

const ask = (route: typeof endless, init: RequestInit = {}) =>
  route(new Request("http://127.0.0.1/any", init), { params: Promise.resolve({ tenant: "acme" }) });

it("refuses one stream too many with 429 and a reason, until one of them is closed", async () => {
  beSomebody();
  const open = await Promise.all(Array.from({ length: mostStreams.user }, () => ask(endless)));
  expect(open.every(({ status }) => status === 200)).toBe(true);
  const refused = await ask(endless);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ problem: { code: "too-many-streams" } });
  await open[0]?.body?.cancel();
  expect((await ask(endless)).status).toBe(200);
  expect((await ask(endless)).status).toBe(429);
});

it("frees the slot of a stream that failed to open", async () => {
  beSomebody();
  for (let tries = 0; tries <= mostStreams.user; tries += 1) expect((await ask(failing)).status).toBe(500);
  expect((await ask(endless)).status).toBe(200);
});

it("frees the slot of a stream that no one will read, or whose reader left", async () => {
  beSomebody();
  for (let tries = 0; tries <= mostStreams.user; tries += 1) {
    const answer = await ask(endless, { method: "HEAD" });
    expect(answer).toMatchObject({ status: 200, body: null });
  }
  for (let tries = 0; tries <= mostStreams.user; tries += 1) {
    const going = new AbortController();
    expect((await ask(endless, { signal: going.signal })).status).toBe(200);
    going.abort();
  }
  expect((await ask(endless)).status).toBe(200);
});
