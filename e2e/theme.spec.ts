import type { Page } from "@playwright/test";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";
import { expect, test } from "./harness/story";

function ground(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

const light = "rgb(251, 251, 250)";
const dark = "rgb(17, 17, 16)";

test("follows the system until someone chooses, and the choice outlives a reload", async ({
  browser,
  story,
}) => {
  const page = await newPage(browser, { colorScheme: "dark" });
  await page.goto("/sign-in");
  await expect.poll(() => ground(page)).toBe(dark);
  await signInAs(page, story.admin, `/${story.slug}/overview`);
  await page.getByRole("button", { name: "Light" }).click();
  await expect.poll(() => ground(page)).toBe(light);
  await page.reload();
  await expect.poll(() => ground(page)).toBe(light);
  await page.getByRole("button", { name: "System" }).click();
  await expect.poll(() => ground(page)).toBe(dark);
  await page.context().close();
});

test("shows which of several is chosen where the system has colors of its own", async ({
  browser,
  story,
}) => {
  const page = await newPage(browser, { forcedColors: "active" });
  await signInAs(page, story.admin, `/${story.slug}/issues`);
  const look = (name: string) =>
    page.getByRole("link", { name, exact: true }).evaluate((link) => getComputedStyle(link).backgroundColor);
  expect(await look("Unresolved")).not.toBe(await look("Resolved"));
  expect(await look("Issues")).not.toBe(await look("Members"));
  await page.context().close();
});

test("writes times in the reader's own zone, from the second page on before any script runs", async ({
  browser,
  story,
}) => {
  const page = await newPage(browser, { timezoneId: "Asia/Kolkata" });
  await signInAs(page, story.admin, `/${story.slug}/audit`);
  const time = page.getByRole("row").filter({ hasText: "Signed in" }).getByRole("time");
  const moment = new Date((await time.getAttribute("datetime")) ?? "");
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const shown = moment.toLocaleTimeString("en-US", { ...clock, timeZone: "Asia/Kolkata" });
  await expect(time).toContainText(shown);
  const sent = await (await page.request.get(`/${story.slug}/audit`)).text();
  expect(sent.match(/<time[^>]*>([^<]*)<\/time>/)?.[1]).toContain(shown);
  await page.context().close();
});

test("runs only scripts that the answer itself brought: the policy has a new nonce each time", async ({
  request,
}) => {
  const policies = await Promise.all(
    [1, 2].map(async () => (await request.get("/sign-in")).headers()["content-security-policy"] ?? ""),
  );
  const nonces = policies.map((policy) => policy.match(/script-src[^;]*'nonce-([^']+)'/)?.[1]);
  expect(nonces[0]).toBeTruthy();
  expect(nonces[0]).not.toBe(nonces[1]);
  expect(policies[0]).not.toContain("script-src 'unsafe-inline'");
});
