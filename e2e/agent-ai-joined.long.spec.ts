import { placeTestCall } from "@/lib/calls/place-test-call";
import { must } from "@/lib/testing/must";
import { beginShift, listWidgets, panelOf, softphoneOf } from "./harness/agent-desk";
import { expectGoodTrail } from "./harness/integration-story";
import { deployAgentAiBehind, deployKoreVoice } from "./harness/kore-voice";
import { newMember } from "./harness/people";
import { signInAs } from "./harness/sign-in";
import { expect, test } from "./harness/story";

test.setTimeout(240_000);

test("an agent gets what the voice agent posted beside the call on their page, and the trail tells of it", async ({
  page,
  browser,
  story,
}) => {
  const voice = await deployKoreVoice(story);
  await deployAgentAiBehind(story, voice);
  const { tenantId, actor, slug, admin } = story;
  await beginShift(page, await newMember(slug, "agent"), story);

  const post = { fName: "Ada", lName: "Lovelace", booking: { id: 48213, paid: true } };
  const call = { tenantId, actor, integrationId: voice, from: "+12065550199", ending: "agent", post };
  const placed = must(await placeTestCall(call));
  const contactId = placed.kind === "placed" ? placed.contactId : "";
  await softphoneOf(page).getByRole("button", { name: "Accept" }).click({ timeout: 45_000 });
  await expect(page.locator(`[data-contact="${contactId}"]`)).toHaveAttribute("data-panel", "loaded", {
    timeout: 30_000,
  });
  await expect(panelOf(page).getByRole("status")).toHaveText("Talking with Ada Lovelace");
  await expect(panelOf(page).locator("#transcript")).toContainText(/\w/);
  await expect
    .poll(() => listWidgets(story, contactId))
    .toMatchObject([{ conversationId: contactId, customData: post, tokenInAddress: false, sockets: 1 }]);
  await softphoneOf(page).getByRole("button", { name: "End call" }).click();
  await expect(panelOf(page).getByRole("region", { name: "Summary" })).toContainText(/\w/, {
    timeout: 20_000,
  });
  await softphoneOf(page).getByRole("button", { name: "Close contact" }).click();
  await expect(page.getByText("No contact in hand")).toBeVisible({ timeout: 20_000 });

  const support = await browser.newPage();
  await signInAs(support, admin, `/${slug}/contacts/${contactId}`);
  await expectGoodTrail(support, ["number", "flow", "kore", "queue", "agent"]);
  await expect(support.getByText("The agent's panel loaded").first()).toBeVisible();
  const attributes = support.locator('[data-panel="Contact attributes"]');
  await expect(attributes).toContainText("context.session.UserContext.customData.booking.id");
  await expect(support.locator('[data-source="agent-page"]')).toBeVisible();
  await expect(support.locator('[data-source="agent-ai-transcript"]')).toBeVisible();
  await support.close();
});
