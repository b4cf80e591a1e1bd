import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./harness/expect-accessible";
import { newPage } from "./harness/new-page";
import { newNeighbour } from "./harness/people";
import { signInAs, signInAsOwner, signInOnScreen } from "./harness/sign-in";

const password = "a long enough password";

/** Told as one story, in a tenant of its own. */
test.describe
  .serial("members", () => {
    let admin: Page;
    let guest: Page;
    let slug: string;
    let link: string;
    let email: string;

    test.beforeAll(async ({ browser }) => {
      const neighbour = await newNeighbour();
      slug = neighbour.slug;
      email = `sam-${slug}@example.com`;
      admin = await newPage(browser);
      guest = await newPage(browser);
      await signInAs(admin, neighbour, `/${slug}/members`);
    });
    test.afterAll(async () => {
      await admin.context().close();
      await guest.context().close();
    });

    test("says beside the field what is wrong with an address, and keeps it", async () => {
      await admin.getByLabel("Email").fill("sam at example");
      await admin.getByRole("button", { name: "Create invitation" }).click();
      await expect(admin.getByText("Enter a valid email address.")).toBeVisible();
      await expect(admin.getByLabel("Email")).toBeFocused();
      await expect(admin.getByLabel("Email")).toHaveValue("sam at example");
    });

    test("makes an invitation, and shows its link this once", async () => {
      await admin.getByLabel("Email").fill(email);
      await admin.getByRole("radio", { name: /^Viewer/ }).check();
      await admin.getByRole("button", { name: "Create invitation" }).click();
      link = await admin.getByTestId("invitation-link").innerText();
      await expect(admin.getByRole("list", { name: "Pending invitations" })).toContainText(email);
      await expectAccessible(admin);
      await admin.reload();
      await expect(admin.getByTestId("invitation-link")).toHaveCount(0);
      expect(await admin.content()).not.toContain(new URL(link).pathname);
    });

    test("lets the invited choose a name and a password, and enter", async () => {
      await guest.goto(new URL(link).pathname);
      await expect(guest.getByText("as viewer")).toBeVisible();
      const [name, secret, join] = [
        guest.getByLabel("Your name"),
        guest.getByLabel("Choose a password", { exact: true }),
        guest.getByRole("button", { name: "Join" }),
      ];
      await join.click();
      await expect(name).toBeFocused();
      await expect(name).toHaveAccessibleDescription("Enter your name.");
      await name.fill("Sam");
      await secret.fill("short");
      await join.click();
      await expect(secret).toBeFocused();
      await expect(secret).toHaveAccessibleDescription(/Use at least 12 characters\.$/);
      await expectAccessible(guest);
      await guest.route("**/invitation/**", (route) => route.abort());
      await secret.fill(password);
      await join.click();
      await expect(guest.getByText("No response from Patchbay.")).toBeVisible();
      await expect(join).toBeFocused();
      await guest.unroute("**/invitation/**");
      await join.click();
      await expect(guest).toHaveURL(new RegExp(`/${slug}/overview`));
    });

    test("opens the link once only", async () => {
      await guest.goto(new URL(link).pathname);
      await expect(guest.getByRole("heading", { name: "This invitation doesn't work" })).toBeVisible();
    });

    test("shows a viewer who is there, and no button that would be refused", async () => {
      await guest.goto(`/${slug}/members`);
      await expect(guest.getByTestId("members")).toContainText("Sam");
      await expect(guest.getByRole("button", { name: "Create invitation" })).toHaveCount(0);
      await expect(guest.getByRole("button", { name: /^Change/ })).toHaveCount(0);
      await guest.goto(`/${slug}/audit`);
      await expect(guest.getByText("Your role doesn't have access to this page")).toBeVisible();
    });

    test("gives another role, at once", async () => {
      await admin.reload();
      await admin.getByRole("button", { name: "Change Sam" }).click();
      const dialog = admin.getByRole("dialog", { name: "Sam" });
      await expect(dialog.getByRole("radio", { name: /^Viewer/ })).toBeFocused();
      await dialog.getByRole("radio", { name: /^Administrator/ }).check();
      await expectAccessible(admin);
      await admin.route("**/members", async (route) => {
        // Whoever closes it meanwhile would never read that it failed.
        await admin.keyboard.press("Escape");
        await dialog.getByRole("button", { name: "Close" }).click();
        await route.abort();
      });
      await dialog.getByRole("button", { name: "Save role" }).click();
      await expect(dialog.getByText("No response from Patchbay.")).toBeVisible();
      await admin.unroute("**/members");
      await dialog.getByRole("button", { name: "Save role" }).click();
      // The dialog names the roles as well: only once it has gone is what the list says the answer.
      await expect(dialog).toBeHidden();
      await expect(admin.getByTestId("members").getByText("Administrator")).toHaveCount(2);
      await guest.goto(`/${slug}/audit`);
      await expect(guest.getByRole("heading", { name: "Audit log" })).toBeVisible();
    });

    test("disables an account: its session ends, and enabling lets it sign in again", async () => {
      await change(admin, "Disable account", "Disable");
      await expect(admin.getByTestId("members").getByText("disabled")).toBeVisible();
      await guest.goto(`/${slug}/overview`);
      await expect(guest).toHaveURL(/\/sign-in/);
      await change(admin, "Enable account");
      await expect(admin.getByTestId("members").getByText("disabled")).toHaveCount(0);
      await signInAs(guest, { email, password }, `/${slug}/overview`);
    });

    test("changes one's own password, and asks to sign in with it", async () => {
      await guest.goto("/account");
      await guest.getByLabel("Current password", { exact: true }).fill("not the password");
      await guest.getByLabel("New password", { exact: true }).fill("an even longer password");
      await guest.getByRole("button", { name: "Change password" }).click();
      await expect(guest.getByRole("alert").getByText("Incorrect password")).toBeVisible();
      await expectAccessible(guest);
      await guest.getByLabel("Current password", { exact: true }).fill(password);
      await guest.getByRole("button", { name: "Change password" }).click();
      await expect(guest).toHaveURL(/\/sign-in/);
      await signInOnScreen(guest, { email, password: "an even longer password" }, `/${slug}/overview`);
    });

    test("removes a member, who then finds no such tenant", async () => {
      await change(admin, "Remove from tenant", "Remove");
      await expect(admin.getByTestId("members")).not.toContainText("Sam");
      const answer = await guest.goto(`/${slug}/overview`);
      expect(answer?.status()).toBe(404);
    });
  });

test("an operator onboards a customer, and finds the tenant in the fleet", async ({ page }) => {
  const name = `Águas & Luz ${Date.now()}`;
  await signInAsOwner(page, "/fleet");
  await page.getByLabel("Customer name").fill(name);
  await page.getByLabel("First administrator's email").fill("nobody at all");
  await page.getByRole("button", { name: "Onboard" }).click();
  await expect(page.getByText("Enter a valid email address.")).toBeVisible();
  await expect(page.getByLabel("Customer name")).toHaveValue(name);
  await page.getByLabel("First administrator's email").fill("ana@example.com");
  await page.getByRole("button", { name: "Onboard" }).click();
  await expect(page.getByTestId("invitation-link")).toContainText("/invitation/");
  await page.getByLabel("Find a tenant").fill(name);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
  await expectAccessible(page);
  await page.getByRole("link", { name }).click();
  await expect(page).toHaveURL(/\/aguas-luz-\d+\/overview/);
});

test("the fleet is no screen of anyone but operators", async ({ page }) => {
  const neighbour = await newNeighbour();
  await signInAs(page, neighbour, "/account");
  await page.goto("/fleet");
  await expect(page.getByText("Page not found")).toBeVisible();
  await expect(page.getByText("Onboard customer")).toHaveCount(0);
});

async function change(page: Page, button: string, answer?: string): Promise<void> {
  await page.getByRole("button", { name: "Change Sam" }).click();
  const dialog = page.getByRole("dialog", { name: "Sam" });
  await dialog.getByRole("button", { name: button }).click();
  if (answer) await dialog.getByRole("button", { name: answer, exact: true }).click();
  await expect(dialog).toBeHidden();
}
