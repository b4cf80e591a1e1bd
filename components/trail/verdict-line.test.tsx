import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import type { UnreadSources } from "@/lib/trail/judge-trail";
import { FoundEarlier } from "./findings";
import { VerdictLine } from "./verdict-line";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => undefined }) }));

const reason = (code: string, titles: string[]): UnreadSources => ({
  ...{ code, titles, isNeeded: true },
  ...{ sentence: "AWS didn't respond.", wayOut: `Try again, ${code}.` },
});
const shown = (unread: UnreadSources[]) =>
  renderToStaticMarkup(<VerdictLine verdict={{ kind: "unread", isSettled: true, unread }} />);

test("of a contact of which nothing could be read, each of several reasons names its sources", () => {
  const html = shown([
    reason("aws-unreachable", ["Contact record"]),
    reason("source-too-slow", ["Flow log", "SIP messages", "Metadata", "API access log"]),
  ]);
  expect(html).toContain("Not read: Contact record.");
  expect(html).toContain("Not read: Flow log, SIP messages, Metadata and 1 more.");
});

test("a single reason is that of all sources, and names none", () => {
  expect(shown([reason("aws-unreachable", ["Contact record", "Flow log"])])).not.toContain("Not read:");
});

test("what was found earlier isn't said to be gone while a source can't be read", () => {
  const told = (isRead: boolean) =>
    renderToStaticMarkup(
      <FoundEarlier seenAt="2026-11-28T20:50:00.000Z" names={["Transfer failed"]} isRead={isRead} />,
    );
  expect(told(false)).not.toContain("no longer");
  expect(told(false)).toContain("not every source could be read");
  expect(told(true)).toContain("no longer show it");
});
