import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { tellSandbox } from "../lib/testing/tell-sandbox";
import { expectAccessible } from "./harness/expect-accessible";
import { templateUrl, theInstallation } from "./harness/installation";
import { newPage } from "./harness/new-page";
import { newMember, newNeighbour } from "./harness/people";
import { sandboxAccountOf } from "./harness/sandbox-account";
import { signInAs } from "./harness/sign-in";

/** Told as one story, in a tenant of its own. */
test.describe
  .serial("connections", () => {
    let page: Page;
    let slug: string;

    test.beforeAll(async ({ browser }) => {
      const neighbour = await newNeighbour();
      slug = neighbour.slug;
      page = await newPage(browser);
      await signInAs(page, neighbour, `/${slug}/connections`);
    });
    test.afterAll(() => page.context().close());

    test("begin with a list that says the next step", async () => {
      await expect(page.getByText("Nothing connected yet")).toBeVisible();
      await page.getByRole("link", { name: "Connect AWS account" }).click();
      await expect(page.getByRole("button", { name: "Save", exact: true })).toBeVisible();
      await expectAccessible(page);
    });

    test("offer a template whose roles ask for the tenant's own external id", async () => {
      const shown = await page.getByText(/^patchbay-[\w-]{20,}$/).innerText();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download the template" }).click(),
      ]);
      const template = JSON.parse(await readFile(await download.path(), "utf8"));
      expect(template.Parameters.ExternalId.Default).toBe(shown);
      expect(JSON.stringify(template.Resources)).toContain("sts:AssumeRole");
      await page.getByText("Use the AWS CLI instead").click();
      const command = page.getByText(/^aws cloudformation deploy/);
      await expect(command).toContainText(download.suggestedFilename());
      await expect(command).toContainText("--region us-east-1");
      await expect(page.getByText(/acknowledge CAPABILITY_/)).toBeVisible();
    });

    test("let the stack trust the role that Patchbay runs as, path and all, however it is launched", async () => {
      const principal = page.getByLabel("IAM role or user that Patchbay runs as");
      const download = page.getByRole("link", { name: "Download the template" });
      await principal.fill("arn:aws:sts::111122223333:assumed-role/console/session");
      await principal.blur();
      await expect(page.getByText(/^This is the ARN of a session/)).toBeVisible();
      await expect(download).toHaveCount(0);
      await expect(page.getByRole("button", { name: "Download the template" })).toBeDisabled();
      await expectAccessible(page);

      const arn = "arn:aws:iam::111122223333:role/teams/voice/console";
      await principal.fill(arn);
      await expect(page.getByText(/^aws cloudformation deploy/)).toContainText(`ConsolePrincipalArn=${arn}`);
      const template = await page.request.get((await download.getAttribute("href")) ?? "");
      expect((await template.json()).Parameters.ConsolePrincipalArn.Default).toBe(arn);
      const launch = page.getByRole("link", { name: "Create the stack in the AWS console" });
      const answer = await page.request.get((await launch.getAttribute("href")) ?? "", { maxRedirects: 0 });
      const query = new URLSearchParams(answer.headers().location?.split("?").at(-1));
      expect(query.get("param_ConsolePrincipalArn")).toBe(arn);
      expect(query.get("templateURL")).toBe(templateUrl);
      expect(query.has("param_ExternalId")).toBe(false);
    });

    test("say beside each field what is wrong, and keep what was typed", async () => {
      await page.getByLabel("Deploy role ARN").fill("nonsense");
      await page.getByLabel("Region", { exact: true }).selectOption({ label: "Other…" });
      await page.getByLabel("Other Region").fill("here");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByText("Enter a Region such as us-east-1.")).toBeVisible();
      await expect(page.getByText(/^Enter the ARN of an IAM role/)).toBeVisible();
      await page.getByLabel("Access keys").check();
      await page.getByRole("radio", { name: /^IAM role/ }).check();
      await expect(page.getByLabel("Deploy role ARN")).toHaveValue("nonsense");
    });

    test("store access keys write-only, and name what the account refuses", async () => {
      const secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYnotarealkey1";
      await page.getByLabel("Region", { exact: true }).selectOption("us-east-1");
      await expect(page.getByLabel("Other Region")).toHaveCount(0);
      await page.getByLabel("Access keys").check();
      await page.getByLabel("Name", { exact: true }).fill("Keys");
      await page.getByLabel("Access key ID").fill("AKIANOBODYKNOWSTHIS1");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByText("Enter a value.", { exact: true })).toBeVisible();
      await page.getByLabel("Secret access key", { exact: true }).fill("x".repeat(501));
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByLabel("Secret access key", { exact: true })).toHaveAccessibleDescription(/500/);
      await page.getByLabel("Secret access key", { exact: true }).fill(secret);
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page).toHaveURL(/\/connections\/[0-9a-f-]{36}$/, { timeout: 60_000 });
      await expect(page.locator('[data-check="identity"][data-state="failed"]')).toBeVisible();
      await expect(page.getByLabel("Secret access key", { exact: true })).toHaveValue("");
      expect(await page.content()).not.toContain(secret);
    });

    test("are offered only to those who may connect", async ({ browser }) => {
      const other = await newPage(browser);
      await signInAs(other, await newMember(slug, "viewer"), `/${slug}/overview`);
      await expect(other.getByText("One more connection needed")).toBeVisible();
      await expect(other.getByRole("main").getByRole("link", { name: /^Connect / })).toHaveCount(0);
      await other.context().close();
    });

    test("remove what isn't wanted, after asking", async () => {
      await page.getByRole("button", { name: "Remove this connection" }).click();
      await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await expect(page.getByText("Nothing connected yet")).toBeVisible();
    });

    test("prove the tenant's own sandbox account as it is stored, its instance chosen, its vendors connected", async () => {
      await page.goto(`/${slug}/connections/new?kind=aws`);
      await page.getByRole("radio", { name: /^Sandbox/ }).check();
      await page.getByLabel("Name", { exact: true }).fill("Trial account");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.locator('[data-check="identity"][data-state="proven"]')).toContainText(
        (await sandboxAccountOf(slug)).accountId,
      );
      await expect(page.getByText(theInstallation().sandbox.accountId)).toHaveCount(0);
      await expect(page.locator('[data-check="writes"][data-state="simulated"]')).toBeVisible();
      await expect(page.locator('[data-check="connect-flows"][data-state="proven"]')).toBeVisible();
      await expect(page.getByRole("button", { name: "Use this instance" })).toBeDisabled();
      await expectAccessible(page);
      await page.goto(`/${slug}/connections`);
      for (const vendor of ["Sandbox voice agent", "Sandbox GenerativeAgent"])
        await expect(page.getByRole("link", { name: vendor })).toBeVisible();
      await page.getByRole("link", { name: "Trial account" }).click();
    });

    test("offer each vendor's sandbox with nothing to enter, and the real one beside it", async () => {
      for (const { kind, vendor } of [
        { kind: "Kore bot", vendor: "Sandbox voice agent" },
        { kind: "ASAPP account", vendor: "Sandbox GenerativeAgent" },
        { kind: "SIP voice agent", vendor: "Sandbox SIP voice agent" },
      ]) {
        await page.goto(`/${slug}/connections`);
        await page.getByRole("main").getByRole("link", { name: vendor }).click();
        await page.getByRole("button", { name: "Remove this connection" }).click();
        await page.getByRole("button", { name: "Remove", exact: true }).click();
        await page.getByRole("link", { name: `Connect ${kind}` }).click();
        // The tenant's account is the sandbox: so is what it begins with.
        await expect(page.getByRole("radio", { name: /^Sandbox/ })).toBeChecked();
        await expect(page.getByLabel("Name", { exact: true })).toHaveValue(vendor);
        await expect(page.getByLabel(/host/i)).toHaveCount(0);
        await page.getByRole("radio", { name: new RegExp(`^${kind}`) }).check();
        await expect(page.getByLabel(/host/i)).toBeVisible();
        await page.getByRole("radio", { name: /^Sandbox/ }).check();
        await expectAccessible(page);
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await expect(page).toHaveURL(/\/connections\/[0-9a-f-]{36}$/, { timeout: 60_000 });
        await expect(page.locator('[data-check][data-state="failed"]')).toHaveCount(0);
        await expect(page.locator("[data-check]").first()).toBeVisible();
      }
      // What the sandbox gave holds for nothing else: the real one needs a secret of its own.
      await page.goto(`/${slug}/connections`);
      await page.getByRole("main").getByRole("link", { name: "Sandbox voice agent" }).click();
      await page.getByRole("radio", { name: /^Kore bot/ }).check();
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByLabel("Client secret", { exact: true })).toHaveAttribute("aria-invalid", "true");
      await page.goto(`/${slug}/connections`);
      await page.getByRole("link", { name: "Trial account" }).click();
    });

    test("name the missing permission when the account refuses", async () => {
      const { accountId } = await sandboxAccountOf(slug);
      const sandbox = { ...theInstallation().sandbox, accountId };
      const fault = { service: "logs", operation: "DescribeLogGroups", kind: "deny" };
      await tellSandbox(sandbox, "PUT", "faults", fault);
      try {
        await page.getByRole("button", { name: "Check now" }).click();
        const check = page.locator('[data-check="logs"][data-state="failed"]');
        await expect(check).toContainText("logs:DescribeLogGroups");
        await expect(page.getByText("1 permission is missing.")).toBeVisible();
        await expectAccessible(page);
      } finally {
        await tellSandbox(sandbox, "DELETE", "faults");
      }
      await page.getByRole("button", { name: "Check now" }).click();
      await expect(page.locator('[data-check="logs"][data-state="proven"]')).toBeVisible();
    });

    test("refuse a name that is taken, beside the name", async () => {
      await page.goto(`/${slug}/connections/new?kind=aws`);
      await page.getByRole("radio", { name: /^Sandbox/ }).check();
      await page.getByLabel("Name", { exact: true }).fill("Trial account");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByText(/There is already a connection named/)).toBeVisible();
      await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
    });

    test("store a Kore bot, and send nothing to a host inside a private network", async () => {
      await page.goto(`/${slug}/connections/new?kind=kore`);
      await page.getByRole("radio", { name: /^Kore bot/ }).check();
      await page.getByLabel("Kore's host").fill("https://localhost:9");
      await page.getByLabel("Bot ID").fill("st-0000-0001");
      await page.getByLabel("Client ID", { exact: true }).fill("cs-0000-0001");
      await page.getByLabel("Client secret", { exact: true }).fill("a client secret");
      await page.getByLabel("DID number").fill("12065551118");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByText("Enter the DID number like +12065551118.")).toBeVisible();
      await expectAccessible(page);
      await page.getByLabel("DID number").fill("+12065551118");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.locator('[data-check="kore-api"][data-state="failed"]')).toContainText(
        "nothing was sent to it",
      );
    });

    test("aren't overwritten by who opened them before another person saved", async () => {
      const other = await page.context().newPage();
      await other.goto(page.url());
      const nameIn = (tab: Page) => tab.getByLabel("Name", { exact: true });
      async function save(tab: Page, name: string): Promise<void> {
        await nameIn(tab).fill(name);
        await tab.getByRole("button", { name: "Save", exact: true }).click();
      }
      await save(other, "Named by another");
      await expect(other.getByText("Saved.", { exact: true })).toBeVisible();
      await save(page, "Named here");
      await expect(page.getByText(/^Other settings were saved after you opened this page/)).toBeVisible();
      await expect(nameIn(page)).toHaveValue("Named here");
      // Who saved last goes on from there.
      await save(other, "Named again");
      await expect(other.getByText("Saved.", { exact: true })).toBeVisible();
      await other.reload();
      await expect(nameIn(other)).toHaveValue("Named again");
      await other.close();
    });

    test("let go of the account again", async () => {
      await page.goto(`/${slug}/connections`);
      await page.getByRole("link", { name: /Trial account/ }).click();
      await page.getByRole("button", { name: "Remove this connection" }).click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await expect(page).toHaveURL(new RegExp(`/${slug}/connections$`));
      await expect(page.getByRole("link", { name: /Trial account/ })).toHaveCount(0);
    });
  });
