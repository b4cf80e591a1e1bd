import { expectAccessible } from "./harness/expect-accessible";
import { newPage } from "./harness/new-page";
import { newMember } from "./harness/people";
import { signInAs } from "./harness/sign-in";
import { callSampleFlow, expect, test } from "./harness/story";

test("a note is kept with who and when, its numbers masked; others may read and not delete it", async ({
  page,
  browser,
  story,
}) => {
  const trail = `/${story.slug}/contacts/${await callSampleFlow(story, "+12065550188")}`;
  await signInAs(page, story.admin, trail);
  const text = page.getByLabel("New note");
  await expect(text).toHaveAccessibleDescription(/stored in Patchbay/);
  const pin = page.getByRole("button", { name: "Pin note" });
  await expect(pin).toBeDisabled();
  await text.fill("x".repeat(2_001));
  await expect(page.getByText("2001 characters; the maximum is 2000.")).toBeVisible();
  await expect(pin).toBeDisabled();
  await text.fill("The token was rotated.\nCall +12065550188 back.");
  await pin.click();
  await expect(text).toHaveValue("");
  await expect(text).toBeFocused();
  const notes = page.getByTestId("notes").getByRole("listitem");
  await expect(notes).toContainText("Call +1 206 ••• ••88 back.");
  await page.reload();
  await expect(notes).toContainText("The token was rotated.");
  await expect(notes).toContainText("Owner");
  await expectAccessible(page);

  const other = await newPage(browser);
  await signInAs(other, await newMember(story.slug, "support"), trail);
  const seen = other.getByTestId("notes").getByRole("listitem");
  await expect(seen).toContainText("+1 206 ••• ••88");
  await expect(seen.getByRole("button", { name: "Delete" })).toHaveCount(0);
  await other.context().close();

  await notes.getByRole("button", { name: "Delete", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(notes.getByRole("button", { name: "Delete", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await notes.getByRole("button", { name: "Delete note" }).click();
  await expect(notes).toHaveCount(0);
  await expect(text).toBeFocused();
  await expect(page.getByText("Note deleted.")).toBeVisible();
  await page.reload();
  await expect(text).toBeVisible();
  await expect(notes).toHaveCount(0);
});
