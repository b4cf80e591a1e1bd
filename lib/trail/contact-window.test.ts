import { expect, test } from "vitest";
import { contactWindow, trailPhase } from "@/lib/trail/contact-window";

const now = new Date("2026-11-20T10:00:00Z");
const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

test("a contact that goes on is live, and is looked for until now", () => {
  const contact = { InitiationTimestamp: before(30) };
  expect(trailPhase(contact, now)).toEqual({ phase: "live" });
  expect(contactWindow(contact, now).toMs).toBeGreaterThan(now.getTime());
});

test("late lines are awaited for a minute after the end, and not after that", () => {
  expect(trailPhase({ DisconnectTimestamp: before(59) }, now)).toEqual({
    phase: "arriving",
    endedAtMs: before(59).getTime(),
  });
  expect(trailPhase({ DisconnectTimestamp: before(60) }, now)).toMatchObject({ phase: "settled" });
});

test("nobody waits on a contact whose record cannot be read", () => {
  expect(trailPhase(undefined, now)).toEqual({ phase: "settled" });
});
