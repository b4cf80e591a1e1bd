import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { asContactId } from "@/lib/kernel/ids";
import { ManualSteps } from "./manual-steps";

const at = new Date("2026-11-29T20:31:00Z");

test("a manual step is done by a person's word, and by what a call or a check has shown", () => {
  const step = { title: "Publish the bot", tick: undefined, shownBy: undefined };
  const html = renderToStaticMarkup(
    <ManualSteps
      steps={[
        { ...step, row: "1", tick: { userName: "Ana", at } },
        { ...step, row: "2", shownBy: { kind: "call", contactId: asContactId("c"), at } },
        { ...step, row: "3", shownBy: { kind: "check", connectionId: "a", detail: "2 connectors", at } },
        { ...step, row: "4" },
      ]}
    />,
  );
  expect([...html.matchAll(/data-done="(\w+)"/g)].map(([, done]) => done)).toEqual([
    "true",
    "true",
    "true",
    "false",
  ]);
});
