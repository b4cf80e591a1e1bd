import { expect, test } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { theInstallation } from "./harness/installation";
import { newPage } from "./harness/new-page";
import { asOwner, newPerson } from "./harness/people";
import { signInAs, signInAsOwner } from "./harness/sign-in";

test("a note is kept with who and when, its numbers masked; others may read and not remove it", async ({
  page,
  browser,
}) => {
  const trail = `/sandbox/contacts/${await callSampleFlow()}`;
  await signInAsOwner(page, trail);
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
  const notes = page.getByTestId("notes").getByRole("listitem");
  await expect(notes).toContainText("Call +1 206 ••• ••88 back.");
  await page.reload();
  await expect(notes).toContainText("The token was rotated.");
  await expect(notes).toContainText("Owner");
  await expectAccessible(page);

  const other = await newPage(browser);
  await signInAs(other, await newSupporter(), trail);
  const seen = other.getByTestId("notes").getByRole("listitem");
  await expect(seen).toContainText("+1 206 ••• ••88");
  await expect(seen.getByRole("button", { name: "Remove" })).toHaveCount(0);
  await other.context().close();

  await notes.getByRole("button", { name: "Remove", exact: true }).click();
  await notes.getByRole("button", { name: "Delete note" }).click();
  await expect(notes).toHaveCount(0);
  await page.reload();
  await expect(text).toBeVisible();
  await expect(notes).toHaveCount(0);
});

/** Greets and queues; no integration has to be there. */
async function callSampleFlow(): Promise<string> {
  const call = { from: "+12065550188", to: "+12065550100" };
  return String((await tellSandbox(theInstallation().sandbox, "POST", "calls", call)).contactId);
}

async function newSupporter() {
  const person = await newPerson();
  await asOwner(
    `INSERT INTO "Membership" ("tenantId", "userId", "role") SELECT "id", $1, 'support' FROM "Tenant" WHERE "slug" = 'sandbox'`,
    [person.userId],
  );
  return person;
}
