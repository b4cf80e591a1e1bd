import { expect, test } from "vitest";
import { atConnection, atIntegration } from "./go-to-screen";

const facts = {
  integration: { name: "Voice", href: "/acme/integrations/1" },
  connection: { name: "AWS", href: "/acme/connections/2" },
};

test("a step at a screen leads there, and needs what the screen's buttons need", () => {
  expect(atIntegration({ facts }, "", "In {screen}, plan.")).toEqual({
    nextStep: "In Patchbay's Integrations › Voice, plan.",
    needs: "integration:deploy",
    link: { label: "Integrations › Voice", href: "/acme/integrations/1" },
  });
  expect(atIntegration({ facts }, "Settings", "x").needs).toBe("integration:write");
  expect(atConnection({ facts }, "x").needs).toBe("connection:write");
});

test("the guide's steps are taken in the vendor's console, unless the finding says otherwise", () => {
  expect(atIntegration({ facts }, "Guide", "x").needs).toBe("elsewhere");
  expect(atIntegration({ facts }, "Guide", "x", "secret:reveal").needs).toBe("secret:reveal");
});
