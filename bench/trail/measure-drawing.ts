import type { CDPSession, Page } from "playwright";
import { median } from "./figures";
import type { SignedInBrowser } from "./open-browser";

export interface Drawing {
  /** From the arrival of the events' data until they are drawn: median of the runs. */
  drawMs: number;
  /** The longest time for which the page was blocked while it was scrolled: median of the runs. */
  longestTaskMs: number;
}

const runs = 5;
const maxDrawingMs = 60_000;
/** Like a wheel turned quickly; the last step goes to the end, as with the End key. */
const scrolling = { steps: 120, pixels: 400 };
/** A tenth of a page with thousands of events is more than its layout and its other sources. */
const shareBeforeEvents = 0.1;

/**
 * Opens a trail whose events arrive in one burst, each time in a new window. The burst begins when a tenth of the
 * document has arrived in the browser (by Chromium's network events, before anything is parsed). The events are
 * drawn when the timeline reports that it has them all and two frames have been painted since.
 */
export async function measureDrawing(
  browser: SignedInBrowser,
  path: string,
  events: number,
): Promise<Drawing> {
  const drawn: number[] = [];
  const tasks: number[] = [];
  for (let count = 0; count < runs; count++) {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      // The compiler of this file names functions with a helper that the page doesn't have.
      await page.addInitScript("globalThis.__name = (named) => named;");
      const arrival = await watchArrival(await context.newCDPSession(page), path);
      await page.goto(path, { waitUntil: "commit" });
      const drawnAtMs = await untilDrawn(page, events);
      await page.waitForLoadState("load");
      drawn.push(drawnAtMs - arrival());
      tasks.push(await longestTaskOfScrolling(page));
    } finally {
      await context.close();
    }
  }
  return { drawMs: median(drawn), longestTaskMs: median(tasks) };
}

/** When the burst began, in milliseconds since the epoch. */
async function watchArrival(wire: CDPSession, path: string): Promise<() => number> {
  const pieces: { atSeconds: number; bytes: number }[] = [];
  let document: { requestId: string; offsetSeconds: number } | undefined;
  wire.on("Network.requestWillBeSent", ({ requestId, request, type, timestamp, wallTime }) => {
    if (type === "Document" && new URL(request.url).pathname === path)
      document = { requestId, offsetSeconds: wallTime - timestamp };
  });
  wire.on("Network.dataReceived", ({ requestId, timestamp, dataLength }) => {
    if (requestId === document?.requestId) pieces.push({ atSeconds: timestamp, bytes: dataLength });
  });
  await wire.send("Network.enable");
  return () => {
    const total = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
    let sum = 0;
    const first = pieces.find(({ bytes }) => {
      sum += bytes;
      return sum >= total * shareBeforeEvents;
    });
    return ((first?.atSeconds ?? Number.NaN) + (document?.offsetSeconds ?? Number.NaN)) * 1000;
  };
}

/** Milliseconds since the epoch. */
function untilDrawn(page: Page, events: number): Promise<number> {
  return page.evaluate(
    ({ events, longestMs }) =>
      new Promise<number>((resolve, reject) => {
        const giveUpAt = performance.now() + longestMs;
        const look = () => {
          const line = document.querySelector("[data-testid='time-line']");
          const count = Number(line?.getAttribute("data-events") ?? 0);
          if (count >= events && line?.querySelector("li"))
            requestAnimationFrame(() =>
              requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())),
            );
          else if (performance.now() > giveUpAt) reject(new Error(`Only ${count} events were drawn.`));
          else requestAnimationFrame(look);
        };
        look();
      }),
    { events, longestMs: maxDrawingMs },
  );
}

/** From the top in steps, each in its own frame, and then to the end. */
function longestTaskOfScrolling(page: Page): Promise<number> {
  return page.evaluate(
    ({ steps, pixels }) =>
      new Promise<number>((resolve, reject) => {
        let longest = 0;
        const observer = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
        });
        observer.observe({ type: "longtask" });
        const line = document.querySelector("[data-testid='time-line']");
        const own = line?.parentElement;
        const scroller = own && own.scrollHeight > own.clientHeight + 1 ? own : document.documentElement;
        let step = 0;
        const scroll = () => {
          step += 1;
          scroller.scrollTop = step < steps ? step * pixels : scroller.scrollHeight;
          if (step < steps) requestAnimationFrame(scroll);
          else
            setTimeout(() => {
              observer.disconnect();
              const last = [...(line?.querySelectorAll("li[aria-posinset]") ?? [])].at(-1);
              const isAtEnd = last?.getAttribute("aria-posinset") === last?.getAttribute("aria-setsize");
              if (last && isAtEnd) resolve(longest);
              else reject(new Error("Scrolling to the end did not show the last event."));
            }, 300);
        };
        requestAnimationFrame(scroll);
      }),
    scrolling,
  );
}
