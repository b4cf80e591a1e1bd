import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import type { RunState } from "./run-state";
import { RunView } from "./run-view";

vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: () => {} }) }));

const at = new Date(0).toISOString();
const run: RunState = {
  ...{ id: "d1", purpose: "deploy", status: "running", approvedBy: "Ada", mayGoOn: false, steps: [] },
  ...{ createdAt: at, now: at },
};

it("reads out what to do next when a deployment ends: the place for it is there before", () => {
  const drawn = (status: RunState["status"]) =>
    renderToStaticMarkup(
      <RunView initial={{ ...run, status }} eventsUrl="/events" next={<p>Place a test call.</p>} />,
    );
  expect(drawn("running")).toContain('<div role="status" class="empty:sr-only"></div>');
  expect(drawn("succeeded")).toContain(
    '<div role="status" class="empty:sr-only"><p>Place a test call.</p></div>',
  );
});
