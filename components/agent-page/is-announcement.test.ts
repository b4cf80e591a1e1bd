import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAnnouncement } from "./is-announcement";

const frame = { name: "the frame's window" };
const announcement = { method: "loaded", name: "panel" };
const expected = { origin: "https://panel.example.com", frame, announcement };
const heard = { origin: expected.origin, source: frame, data: { ...announcement } };

describe("the panel's announcement", () => {
  it("is taken from its origin and its frame", () => {
    expect(isAnnouncement(heard, expected)).toBe(true);
    expect(isAnnouncement({ ...heard, data: { ...announcement, more: 1 } }, expected)).toBe(true);
  });

  it.each([
    ["another origin", { origin: "https://panel.example.com.evil.example" }],
    ["the same host without https", { origin: "http://panel.example.com" }],
    ["a frame without an origin", { origin: "null" }],
    ["another window of the same origin", { source: { name: "another" } }],
    ["no window", { source: null }],
    ["another message", { data: { method: "loaded", name: "other" } }],
    ["text", { data: "loaded" }],
    ["nothing", { data: null }],
    ["members that only its prototype has", { data: Object.create(announcement) as object }],
  ])("is ignored from %s", (_from, part) => {
    expect(isAnnouncement({ ...heard, ...part }, expected)).toBe(false);
  });

  it("is ignored while there is no frame, whoever says nothing", () => {
    expect(isAnnouncement({ ...heard, source: undefined }, { ...expected, frame: undefined })).toBe(false);
    expect(isAnnouncement({ ...heard, source: null }, { ...expected, frame: null })).toBe(false);
  });

  it("is never taken from another origin or source, whatever the message", () => {
    fc.assert(
      fc.property(fc.anything(), fc.webUrl(), (data, url) => {
        const { origin } = new URL(url);
        fc.pre(origin !== expected.origin);
        expect(isAnnouncement({ origin, source: frame, data }, expected)).toBe(false);
        expect(isAnnouncement({ ...heard, source: {}, data }, expected)).toBe(false);
      }),
    );
  });
});
