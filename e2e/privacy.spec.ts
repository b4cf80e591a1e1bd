import { expectAccessible } from "./harness/expect-accessible";
import { newNeighbour } from "./harness/people";
import { signInAs } from "./harness/sign-in";
import { expect, test } from "./harness/story";

test("custom keys aren't lost without a question, nor undone by a form that was opened before they were saved", async ({
  page,
}) => {
  const neighbour = await newNeighbour();
  const path = `/${neighbour.slug}/privacy`;
  await signInAs(page, neighbour, path);
  const other = await page.context().newPage();
  await other.goto(path);
  const masked = page.getByLabel("Also mask");
  const save = page.getByRole("button", { name: "Save", exact: true });
  await masked.fill("card: 4111");
  await save.click();
  await expect(masked).toBeFocused();
  await expect(masked).toHaveAccessibleDescription(/one key per line/);
  await masked.fill("loyaltyNumber");
  await page.getByRole("link", { name: "Members" }).click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await save.click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();

  await other.getByLabel("Also mask").fill("caseNumber");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByText("Yours weren't saved.")).toBeVisible();
  await expectAccessible(other);
  await other.close();

  await masked.fill(" loyaltyNumber \n\ncaseNumber");
  await save.click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Members" }).click();
  await expect(page).toHaveURL(/\/members$/);
  await page.goto(path);
  await expect(masked).toHaveValue("loyaltyNumber\ncaseNumber");
});
