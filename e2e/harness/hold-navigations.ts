import type { Page, Route } from "@playwright/test";

interface HeldNavigations {
  /** One has been asked for. */
  begun: Promise<void>;
  /** Lets the held ones and all later ones through. */
  release(): Promise<void>;
}

/** Holds back what the server answers to navigations, so that a person's next choice comes before it. */
export async function holdNavigations(page: Page): Promise<HeldNavigations> {
  const isNavigation = (url: URL) => url.searchParams.has("_rsc");
  const waiting: Route[] = [];
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const hold = (route: Route) => {
    waiting.push(route);
    begin();
  };
  await page.route(isNavigation, hold);
  return {
    begun,
    async release() {
      await page.unroute(isNavigation, hold);
      // One that a newer navigation has taken the place of may be gone.
      await Promise.all(waiting.map((route) => route.continue().catch(() => undefined)));
    },
  };
}
