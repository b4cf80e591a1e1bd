import { expect, test } from "@playwright/test";
import { openThrowawayInstallation } from "../scripts/services/throwaway-consoles.mjs";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";
import { signInOverHttp } from "./harness/sign-in-over-http";

// On a console and a database of their own, which are stopped and started.

test("while the database is unavailable no one is signed out, each answer says so, and the screen comes back", async ({
  browser,
  playwright,
}) => {
  test.setTimeout(180_000);
  const installation = await openThrowawayInstallation();
  try {
    const { address: baseURL } = await installation.startConsole();
    const page = await newPage(browser, { baseURL });
    await signInAs(page, installation.owner, "/sandbox/overview");
    await expect(page).toHaveURL(/sandbox\/overview/);
    const cookies = await page.context().cookies();
    const { request } = page;
    expect((await request.get("/readyz")).status()).toBe(200);

    await installation.stopDatabase();
    await expect.poll(async () => (await request.get("/readyz")).status()).toBe(503);
    expect(await (await request.get("/readyz")).json()).toEqual({ ready: false, reasons: ["database-away"] });
    expect((await request.get("/healthz")).status()).toBe(200);

    for (const path of ["/sandbox/overview", "/fleet", "/sign-in", "/"]) {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect(answer.status(), path).toBe(503);
      expect(answer.headers()["retry-after"]).toBe("3");
      expect(await answer.text()).toContain("You are still signed in");
    }
    const session = await request.get("/api/auth/session");
    expect(session.status()).toBe(503);
    expect(session.headers()["set-cookie"]).toBeUndefined();
    const stream = await request.get("/api/sandbox/onboarding-template?connectionId=x");
    expect(stream.status()).toBe(503);
    expect(await stream.json()).toMatchObject({ problem: { code: "database-away" } });

    const stranger = await playwright.request.newContext({ baseURL });
    const { answer, error } = await signInOverHttp(stranger, installation.owner);
    expect(answer.status()).toBe(503);
    expect(error).toBe("database-away");
    expect(await answer.text()).not.toMatch(/127\.0\.0\.1:\d+|patchbay_app|ECONN|reach database server/i);
    await stranger.dispose();

    await page.reload();
    await expect(page.getByRole("heading", { name: "Patchbay can't reach its database" })).toBeVisible();
    await installation.startDatabase();
    // By itself, and still signed in.
    await expect(page.getByRole("heading", { name: "can't reach" })).toHaveCount(0, { timeout: 30_000 });
    await expect(page).toHaveURL(/sandbox\/overview/);
    await expect(page.getByRole("navigation").first()).toBeVisible();
    const names = (list: { name: string }[]) => list.map(({ name }) => name).sort();
    expect(names(await page.context().cookies())).toEqual(names(cookies));
    await page.context().close();
  } finally {
    await installation.close();
  }
});
