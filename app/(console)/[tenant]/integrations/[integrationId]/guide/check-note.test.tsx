import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { StoredGuideCheck } from "@/lib/integrations/guide-check-store";
import { guideCheckCodes } from "@/lib/vendors/guide-check";
import { CheckNote } from "./check-note";

const check: StoredGuideCheck = {
  ...{ row: "AC-1", code: "published", detail: "Seen in the bot.", facts: {}, difference: [] },
  ...{ at: new Date("2026-11-30T10:00:00Z"), askedSha256: "0" },
};
const render = (more: Partial<StoredGuideCheck>) =>
  renderToStaticMarkup(<CheckNote check={{ ...check, ...more }} title="Publish" />);

it("says what was seen, when, and whether it's as given, in a word for each outcome", () => {
  const labels = guideCheckCodes.map((code) => />([^<>]+)<\/span>/.exec(render({ code }))?.[1]);
  expect(new Set(labels).size).toBe(guideCheckCodes.length);
  expect(render({})).toMatch(/Seen in the bot\..*2026-11-30T10:00:00/);
});

it("looks good for what is as given alone", () => {
  const good = guideCheckCodes.filter((code) => render({ code }).includes("bg-good-wash"));
  expect(good).toEqual(["published"]);
});

it("shows the difference line by line, where there is one", () => {
  expect(render({ code: "changed", difference: ["Missing: a", "Added: 2 lines"] })).toMatch(
    /<li>Missing: a<\/li><li>Added: 2 lines<\/li>/,
  );
  expect(render({})).not.toContain("<details");
});
