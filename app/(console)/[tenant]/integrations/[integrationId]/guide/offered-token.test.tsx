import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { asIntegrationId } from "@/lib/kernel/ids";
import { succeed } from "@/lib/kernel/result";
import { FilledValue } from "./filled-value";

vi.mock("@/app/confirm-identity/use-confirmed-action", () => ({
  useConfirmedAction: () => ({
    isBusy: false,
    problem: undefined,
    run: async () => undefined,
    confirmation: null,
  }),
}));

const fill = { secret: "token", placeholder: "PUT_IT_HERE" };
const show = (reveal?: Parameters<typeof FilledValue>[0]["reveal"]) =>
  renderToStaticMarkup(
    <FilledValue
      value={'var token = "PUT_IT_HERE";'}
      {...{ fill, label: "Script", integrationId: asIntegrationId("i"), reveal }}
    />,
  );

it("is offered to who may see it, and isn't in the page before they ask for it", () => {
  const offered = show(async () => succeed("s3cret"));
  expect(offered).toContain("PUT_IT_HERE&quot;;");
  expect(offered).toMatch(/<button[^>]*>.*Insert token/);
  expect(offered).not.toMatch(/s3cret|data-secret/);
});

it("isn't offered to who may not see it, and the page says who can insert it", () => {
  const kept = show();
  expect(kept).toContain("An administrator can insert the token in place of PUT_IT_HERE.");
  expect(kept).not.toContain("Insert token");
});
