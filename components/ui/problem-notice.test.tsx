import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { signedOut } from "@/lib/access/auth/signed-out";
import { formatUtc } from "@/lib/kernel/format-utc";
import { ProblemNotice } from "./problem-notice";

it("has each moment in the reader's own time, as the rest of the screen", () => {
  const since = formatUtc(new Date("2026-03-04T10:00:00Z"));
  const problem = { code: "a", sentence: `Ana deploys since ${since}.`, wayOut: `Try after ${since}.` };
  const html = renderToStaticMarkup(<ProblemNotice problem={problem} />);
  expect(html.match(/<time dateTime="2026-03-04T10:00:00.000Z"/g)).toHaveLength(2);
  expect(html).not.toContain("UTC");
});

it("offers whoever is signed out to sign in without leaving what they entered", () => {
  const link = /<a href="\/sign-in" target="_blank"/;
  expect(renderToStaticMarkup(<ProblemNotice problem={signedOut} />)).toMatch(link);
  expect(renderToStaticMarkup(<ProblemNotice problem={{ ...signedOut, code: "a" }} />)).not.toMatch(link);
});
