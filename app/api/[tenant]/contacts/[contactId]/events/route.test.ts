import { expect, it, vi } from "vitest";
import { fail, succeed } from "@/lib/kernel/result";

const openTrail = vi.hoisted(() => vi.fn());
vi.mock("@/lib/access/action", () => ({
  tenantContext: async () => ({ user: { id: "u" }, tenantId: "t", role: "support", actor: { userId: "u" } }),
  isPermitted: () => true,
  toProblem: () => ({ code: "unexpected" }),
}));
vi.mock("@/lib/access/auth/still-may", () => ({ stillMay: async () => true }));
vi.mock("@/lib/access/tenant/scope", () => ({
  withTenant: async (_id: string, work: () => unknown) => work(),
}));
vi.mock("@/lib/contacts/search/record-opening", () => ({
  recordContactOpening: async () => undefined,
  recordShowing: async () => undefined,
}));
vi.mock("@/lib/privacy/sight", () => ({
  loadSights: async () => ({ sight: { phones: false, transcripts: false } }),
}));
vi.mock("@/lib/contacts/trail/open-trail", () => ({ openTrail }));

const { GET } = await import("./route");

const event = { id: "one", source: "flow-log", title: "It ran", raw: { block: "a" } };
const problem = { code: "permission-missing", sentence: "AWS denied it.", wayOut: "Allow it." };
const contactId = "3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f";
const request = new Request("http://127.0.0.1/any?source=flow-log&event=one");
const ask = (id: string) => GET(request, { params: Promise.resolve({ tenant: "acme", contactId: id }) });
const trailOf = (report: object) =>
  succeed({ contactId, sources: [{ source: "flow-log", read: async () => report }] });

it.each([
  ["what was asked for", 200, trailOf({ state: "ok", events: [event] })],
  ["an event that is gone", 404, trailOf({ state: "ok", events: [] })],
  ["a source that failed", 502, trailOf({ state: "failed", problem })],
  ["a contact that can't be opened", 502, fail(problem)],
])("no browser and no proxy keeps the answer: %s", async (_what, status, opened) => {
  openTrail.mockResolvedValue(opened);
  const answer = await ask(contactId);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

it("what is no contact ID never reaches AWS", async () => {
  openTrail.mockClear();
  const answer = await ask("+12065550199");
  expect(answer.status).toBe(502);
  expect(await answer.json()).toMatchObject({ problem: { code: "contact-id-invalid" } });
  expect(openTrail).not.toHaveBeenCalled();
});
