import { expect, test } from "@playwright/test";
import pg from "pg";
import { openThrowawayInstallation } from "../scripts/services/throwaway-consoles.mjs";
import { newPage } from "./harness/new-page";
import { signInAs } from "./harness/sign-in";

// On a console and a database of their own: what it has in hand is held up by a lock, then the console is told to stop.

test("a console that is told to stop finishes the action in hand, and a load balancer sees it leave before", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const installation = await openThrowawayInstallation({ env: { PATCHBAY_STOP_DELAY_SECONDS: "2" } });
  const lock = new pg.Client({ connectionString: installation.databaseUrl });
  try {
    const console_ = await installation.startConsole();
    const baseURL = console_.address;
    const page = await newPage(browser, { baseURL });
    await signInAs(page, installation.owner, "/fleet");
    await page.getByLabel("Customer name").fill("Held up");
    await expect(page.getByLabel("Customer name")).toHaveValue("Held up");

    await lock.connect();
    await lock.query(`BEGIN; LOCK TABLE "AuditEvent" IN ACCESS EXCLUSIVE MODE`);
    const waiting = async () =>
      (
        await lock.query<{ count: number }>(
          "SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted AND relation = '\"AuditEvent\"'::regclass",
        )
      ).rows[0]?.count;
    const posted = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: "Onboard" }).click();
    await expect.poll(waiting).toBeGreaterThan(0);

    const stopped = console_.stop();
    const readiness = async () => {
      const answer = await fetch(`${baseURL}/readyz`).catch(() => undefined);
      return answer && { status: answer.status, said: await answer.json() };
    };
    await expect.poll(readiness).toEqual({ status: 503, said: { ready: false, reasons: ["stopping"] } });
    const isListening = () =>
      fetch(`${baseURL}/healthz`).then(
        () => true,
        () => false,
      );
    await expect.poll(isListening).toBe(false);

    await lock.query("COMMIT");
    expect((await posted).status()).toBe(200);
    await stopped;
    const made = await lock
      .query(`SELECT set_config('app.upkeep', 'on', false)`)
      .then(() => lock.query(`SELECT 1 FROM "Tenant" WHERE "slug" = 'held-up'`));
    expect(made.rowCount).toBe(1);
    await page.context().close();
  } finally {
    await lock.end();
    await installation.close();
  }
});
