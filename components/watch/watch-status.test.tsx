import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { beginWatch } from "./watch-state";
import { WatchStatus } from "./watch-status";

const nothing = () => {};
const drawn = (isAsking: boolean) =>
  renderToStaticMarkup(
    <WatchStatus
      watch={{ ...beginWatch(0), stage: "waiting" }}
      trailUrl={undefined}
      isAsking={isAsking}
      waitsFor="Amazon Connect"
      elapsedMs={4_000}
      onStop={nothing}
      onAgain={nothing}
    />,
  );

it("says whom a look that takes long waits for, beside the way to end the watch", () => {
  expect(drawn(true)).toContain("Waiting for Amazon Connect");
  expect(drawn(true)).toContain("Stop watching");
  expect(drawn(false)).not.toContain("Waiting for Amazon Connect");
});
