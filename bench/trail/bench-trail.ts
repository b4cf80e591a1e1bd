import type { ContactId } from "@/lib/kernel/ids";
// First, because it must be in place before the AWS SDK sends anything.
import "./record-calls";
import { closeDatabase } from "@/lib/access/tenant/client";
import { withTenant } from "@/lib/access/tenant/scope";
import { listConnections } from "@/lib/connections/store";
import { openTrail } from "@/lib/contacts/trail/open-trail";
import { offerAgentPage } from "@/lib/vendors/kore/testing/offer-agent-page";
import { must } from "@/scripts/demo/must";
import { fillLog, setLatency } from "./control-sandbox";
import { round, type TrailFigures } from "./figures";
import { measureDrawing } from "./measure-drawing";
import { measureFirstByte, measurePageJs } from "./measure-page";
import { measureTrail, type TrailTimes } from "./measure-trail";
import { openBrowser, type SignedInBrowser } from "./open-browser";
import { type BenchContact, placeBenchCall } from "./place-bench-call";
import { measureSlowestSource, placeEngagement } from "./place-engagement";
import { type BenchInstallation, startInstallation } from "./start-installation";

const othersEvents = 100_000;
/** A busy hour: the contact's few minutes are full of other contacts' events. */
const othersSpanMs = 3_600_000;
const longEvents = 5_000;

export interface TrailBench {
  figures: TrailFigures;
  /** The longest time for which the page was blocked while 5,000 events were scrolled. */
  longestScrollTaskMs: number;
}

/**
 * Measures the contact trail in an installation of its own, on the sandbox with AWS-like latencies: how fast it is compared
 * with the time its calls need, and the page in its production build. Throws when something can't be measured.
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
    const engagement = await placeEngagement(tell);
    const engagementSourceMs = await measureSlowestSource(engagement);
    tell(`  its slowest source took ${Math.round(engagementSourceMs)} ms.`);
    tell("Opening the page …");
    const browser = await openBrowser(installation);
    try {
      const firstByteMs = await measureFirstByte(`${installation.address}${path}`, browser.cookies);
      const engagementPath = `/${engagement.slug}/contacts/${engagement.contactId}`;
      const engagementFirstByteMs = await measureFirstByte(
        `${installation.address}${engagementPath}`,
        browser.cookies,
      );
      const pageJsKiB = await measurePageJs(browser, path);
      const overviewJsKiB = await measurePageJs(browser, `/${contact.slug}`);
      const runJsKiB = await measurePageJs(browser, contact.deploymentPath);
      const agentPageJsKiB = await measureAgentPage(browser, contact);
      tell(`  first byte after ${Math.round(firstByteMs)} ms, ${Math.round(pageJsKiB)} KiB of JavaScript.`);
      tell(`  first byte of the engagement's page after ${Math.round(engagementFirstByteMs)} ms.`);
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
        engagementFirstByteMs: round(engagementFirstByteMs, 1),
        engagementSourceMs: round(engagementSourceMs, 0),
        pageJsKiB: round(pageJsKiB, 1),
        overviewJsKiB: round(overviewJsKiB, 1),
        runJsKiB: round(runJsKiB, 1),
        agentPageJsKiB: round(agentPageJsKiB, 1),
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

/** Streams alone has this name; the page's own part only calls it. */
const inStreams = "reauthenticateAfterLogout";

async function measureAgentPage(browser: SignedInBrowser, { slug, tenantId }: BenchContact): Promise<number> {
  const connections = await withTenant(tenantId, (db) => listConnections(db));
  const idOf = (wanted: string) => connections.find(({ kind }) => kind === wanted)?.id ?? "";
  await offerAgentPage({ tenantId, awsConnectionId: idOf("aws"), koreConnectionId: idOf("kore") });
  return measurePageJs(browser, `/${slug}/agent`, inStreams);
}

function fill(
  { sandbox }: BenchInstallation,
  { flowLogGroup }: BenchContact,
  lines: { events: number; fromMs?: number; toMs?: number; contactId?: ContactId },
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
