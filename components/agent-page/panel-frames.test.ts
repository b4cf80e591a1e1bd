import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DeskEvent, type DeskState, emptyDesk, maxFrames, nextDesk, shownFrame } from "./panel-frames";

const deskAfter = (events: readonly DeskEvent[], from: DeskState = emptyDesk) =>
  events.reduce(nextDesk, from);
const arrived = (contactId: string, conversationId = contactId): DeskEvent => ({
  kind: "arrived",
  contactId,
  conversationId,
});

describe("the panel's frames", () => {
  it("open one for a new contact, and not again when Streams tells of it twice", () => {
    const once = deskAfter([arrived("a")]);
    expect(once.frames).toHaveLength(1);
    expect(deskAfter([arrived("a")], once)).toBe(once);
  });

  it("give a contact of the same conversation a frame of its own in place of the earlier one", () => {
    const desk = deskAfter([arrived("a", "talk"), arrived("b", "talk")]);
    expect(desk.frames.map(({ contactId }) => contactId)).toEqual(["b"]);
    expect(desk.frames[0]?.key).not.toBe(deskAfter([arrived("a", "talk")]).frames[0]?.key);
  });

  it("keep the frame of a finished contact until the panel has been told of the end", () => {
    const done = deskAfter([
      arrived("a"),
      { kind: "ended", contactId: "a" },
      { kind: "done", contactId: "a" },
    ]);
    expect(done.frames).toHaveLength(1);
    expect(deskAfter([{ kind: "closed", contactId: "a" }], done).frames).toEqual([]);
  });

  it("lose the frame of a call that the agent missed at once: the panel is told of no end", () => {
    const missed = deskAfter([arrived("a"), arrived("b"), { kind: "missed", contactId: "a" }]);
    expect(missed.frames.map(({ contactId }) => contactId)).toEqual(["b"]);
    expect(deskAfter([{ kind: "done", contactId: "a" }], missed).frames).toEqual(missed.frames);
    // It rings again, after another agent missed it too.
    expect(deskAfter([arrived("a")], missed).frames).toHaveLength(2);
  });

  it("keep the frame through after-contact work when the panel was told early", () => {
    const told = deskAfter([
      arrived("a"),
      { kind: "ended", contactId: "a" },
      { kind: "closed", contactId: "a" },
    ]);
    expect(told.frames).toHaveLength(1);
    expect(deskAfter([{ kind: "done", contactId: "a" }], told).frames).toEqual([]);
  });

  it("show the contact that the agent looks at, and a new one when the earlier has ended", () => {
    const two = deskAfter([arrived("a"), arrived("b")]);
    expect(shownFrame(two)?.contactId).toBe("a");
    expect(shownFrame(deskAfter([{ kind: "viewed", contactId: "b" }], two))?.contactId).toBe("b");
    const next = deskAfter([arrived("a"), { kind: "ended", contactId: "a" }, arrived("b")]);
    expect(shownFrame(next)?.contactId).toBe("b");
  });

  it("reopen with another frame, so that no token is renewed in place", () => {
    const desk = deskAfter([arrived("a")]);
    const again = deskAfter([{ kind: "reopened", contactId: "a" }], desk);
    expect(again.frames[0]?.key).not.toBe(desk.frames[0]?.key);
    expect(again.frames[0]).toMatchObject({ contactId: "a", isClosed: false });
  });

  it("know a ringing contact from an accepted one, also once its panel was opened again", () => {
    const ringing = deskAfter([arrived("a")]);
    expect(ringing.frames[0]?.isAccepted).toBe(false);
    const accepted = deskAfter([{ kind: "accepted", contactId: "a" }], ringing);
    expect(deskAfter([{ kind: "reopened", contactId: "a" }], accepted).frames[0]?.isAccepted).toBe(true);
  });

  it("keep the latest contact's name when its frame has gone, for its softphone's log", () => {
    const gone = deskAfter([
      arrived("a"),
      { kind: "done", contactId: "a" },
      { kind: "closed", contactId: "a" },
    ]);
    expect([gone.frames, gone.latest]).toEqual([[], "a"]);
  });

  const id = fc.constantFrom("a", "b", "c", "d", "e");
  const event: fc.Arbitrary<DeskEvent> = fc.oneof(
    fc.record({
      kind: fc.constant("arrived" as const),
      contactId: fc.string({ minLength: 1, maxLength: 3 }),
      conversationId: id,
    }),
    fc.record({ kind: fc.constant("arrived" as const), contactId: id, conversationId: id }),
    fc.record({ kind: fc.constant("viewed" as const), contactId: fc.oneof(id, fc.constant("")) }),
    fc.record({
      kind: fc.constantFrom<"accepted" | "ended" | "missed" | "done" | "closed" | "reopened">(
        ...(["accepted", "ended", "missed", "done", "closed", "reopened"] as const),
      ),
      contactId: id,
    }),
  );

  it("never have two for one contact or one conversation, never a key twice, and are never many", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const keysOf = new Map<string, string>();
        events.reduce((desk, each) => {
          const next = nextDesk(desk, each);
          const of = (name: "key" | "contactId" | "conversationId") =>
            next.frames.map((frame) => frame[name]);
          for (const name of ["key", "contactId", "conversationId"] as const)
            expect(new Set(of(name)).size).toBe(next.frames.length);
          expect(next.frames.length).toBeLessThanOrEqual(maxFrames);
          for (const { key, contactId } of next.frames) {
            expect(keysOf.get(key) ?? contactId).toBe(contactId);
            keysOf.set(key, contactId);
          }
          return next;
        }, emptyDesk);
      }),
    );
  });
});
