import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { asIntegrationId } from "@/lib/kernel/ids";
import { Afterwards } from "./afterwards";

vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => {} }) }));
vi.mock("../../actions", () => ({ promote: () => {} }));

const settings = (promoted: boolean, liveNumbers = ["+12065550199"]) => ({
  entry: { kind: "numbers", testNumbers: ["+12065550100"], liveNumbers, promoted },
});

function drawn(saved: unknown, deployed: unknown): string {
  return renderToStaticMarkup(
    <Afterwards
      slug="acme"
      integrationId={asIntegrationId("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")}
      settings={saved}
      deployedSettings={deployed}
      canPlan
    />,
  );
}

it("says that live numbers are promoted once that is deployed, not when it is saved", () => {
  for (const deployed of [settings(false), settings(true, [])]) {
    expect(drawn(settings(true), deployed)).toContain("Promote 1 live number");
    expect(drawn(settings(true), deployed)).toContain("don&#x27;t get here yet");
  }
  expect(drawn(settings(true), settings(true))).toContain("The live numbers are promoted.");
  expect(drawn(settings(true), settings(true))).not.toContain("Promote 1");
});

it("goes by what is saved where it isn't known what is deployed", () => {
  expect(drawn(settings(true), undefined)).toContain("The live numbers are promoted.");
  expect(drawn(settings(false), undefined)).toContain("Promote 1 live number");
});
