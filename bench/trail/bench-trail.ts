// First: it has to be in place before the AWS SDK sends anything.
import "./record-calls";
import { closeDatabase } from "@/lib/access/tenant/client";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { must } from "@/scripts/demo/must";
import { fillLog, setLatency } from "./control-sandbox";
import { round, type TrailFigures } from "./figures";
import { measureDrawing } from "./measure-drawing";
import { measureFirstByte, measurePageJs } from "./measure-page";
import { measureTrail, type TrailTimes } from "./measure-trail";
import { openBrowser } from "./open-browser";
import { type BenchContact, placeBenchCall } from "./place-bench-call";
import { type BenchInstallation, startInstallation } from "./start-installation";

const othersEvents = 100_000;
/** A busy hour: the contact's own few minutes are full of others'. */
const othersSpanMs = 3_600_000;
const longEvents = 5_000;

export interface TrailBench {
  figures: TrailFigures;
  /** The longest time for which the page could not answer while 5,000 events were scrolled. */
  longestScrollTaskMs: number;
}

/**
 * Measures the contact trail in an installation of its own, on the sandbox with AWS-like latencies: how quick it is beside
 * what its calls must take, and the page in its production build. Throws when something cannot be measured.
 */
export async function benchTrail(tell: (sentence: string) => void): Promise<TrailBench> {
  const installation = await startInstallation();
  try {
    const contact = await placeBenchCall(tell);
    const path = `/${contact.slug}/contacts/${contact.contactId}`;
    await setLatency(installation.sandbox, "aws");
    tell("Reading the trail …");
    const alone = await measureTrail(contact);
    tell(describeTimes(alone));
    tell(`Reading the trail among ${othersEvents} events of other contacts …`);
    const fromMs = Date.now() - othersSpanMs;
    await fill(installation, contact, { events: othersEvents, fromMs });
    const among = await measureTrail(contact);
    tell(describeTimes(among));
    await fill(installation, contact, { events: 0 });
    tell("Opening the page …");
    const browser = await openBrowser(installation);
    try {
      const firstByteMs = await measureFirstByte(`${installation.address}${path}`, browser.cookies);
      const pageJsKiB = await measurePageJs(browser, path);
      tell(`  first byte after ${Math.round(firstByteMs)} ms, ${Math.round(pageJsKiB)} KiB of JavaScript.`);
      tell(`Drawing ${longEvents} events …`);
      const { fromMs, toMs } = must(await openTrail(contact.tenantId, contact.contactId)).window;
      const within = { fromMs, toMs: Math.min(toMs, Date.now()), contactId: contact.contactId };
      await fill(installation, contact, { events: longEvents, ...within });
      const drawing = await measureDrawing(browser, path, longEvents);
      tell(`  drawn after ${Math.round(drawing.drawMs)} ms.`);
      const figures = {
        toSlowestChain: round(alone.toChain),
        toSequential: round(alone.toSequential),
        toSlowestChainAmong100kEvents: round(among.toChain),
        firstByteMs: round(firstByteMs, 1),
        pageJsKiB: round(pageJsKiB, 1),
        draw5000EventsMs: round(drawing.drawMs, 0),
      };
      return { figures, longestScrollTaskMs: drawing.longestTaskMs };
    } finally {
      await browser.stop();
    }
  } finally {
    await closeDatabase();
    await installation.stop();
  }
}

function fill(
  { sandbox }: BenchInstallation,
  { flowLogGroup }: BenchContact,
  lines: { events: number; fromMs?: number; toMs?: number; contactId?: string },
): Promise<void> {
  return fillLog(sandbox, { group: flowLogGroup, ...lines });
}

function describeTimes({ wholeMs, chainMs, chain, sequentialMs, calls, events }: TrailTimes): string {
  const ms = (value: number) => `${Math.round(value)} ms`;
  return [
    `  ${events} events from ${calls} calls: ${ms(wholeMs)} for the whole trail,`,
    `${ms(chainMs)} for its slowest chain (${chain.join(" → ")}), ${ms(sequentialMs)} for all calls in a row.`,
  ].join(" ");
}
