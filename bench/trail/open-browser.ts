import { type BrowserContext, chromium } from "playwright";
import { chromiumArguments, findChromium } from "../../scripts/browser/find-chromium.mjs";
import type { BenchInstallation } from "./start-installation";

const signInSeconds = 30;

export interface SignedInBrowser {
  /** A new window, signed in, with an empty cache. */
  newContext(): Promise<BrowserContext>;
  /** The session, as a request's Cookie header. */
  cookies: string;
  stop(): Promise<void>;
}

/** A Chromium that signed in on the sign-in screen, as a person does. */
export async function openBrowser(installation: BenchInstallation): Promise<SignedInBrowser> {
  const { address, email, password } = installation;
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: chromiumArguments(),
  });
  const settings = { baseURL: address, viewport: { width: 1360, height: 900 }, locale: "en-GB" };
  try {
    const first = await browser.newContext(settings);
    const page = await first.newPage();
    await page.goto("/sign-in");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"), { timeout: signInSeconds * 1000 });
    const storageState = await first.storageState();
    await first.close();
    return {
      newContext: () => browser.newContext({ ...settings, storageState }),
      cookies: storageState.cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
      stop: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
