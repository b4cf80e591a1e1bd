import { buildTrail } from "@/lib/trail/build-trail";
import type { Finding } from "@/lib/trail/event";
import type { TrailReader } from "@/lib/trail/read-trail";

/** Kore allows 60 requests a minute for a bot, which people's own looks need; no finding needs what it tells. */
const spared = "kore-conversation";
/** What passes by itself: a finding that came of it would be wrong a minute later. */
const passing = new Set([
  "throttled",
  "source-too-slow",
  "aws-unreachable",
  "aws-fault",
  "asapp-rate-limited",
]);

type Readable = Pick<TrailReader, "contactId" | "sources" | "readFacts">;

/**
 * What is wrong with a contact, for the background scan. undefined when not everything could be read just now: such a
 * contact counts as not opened.
 */
export async function readFindings(trail: Readable, signal: AbortSignal): Promise<Finding[] | undefined> {
  const sources = trail.sources.filter(({ source }) => source.split(":")[0] !== spared);
  const facts = trail.readFacts(signal);
  const reports = await Promise.all(sources.map((source) => source.read(signal)));
  const isPassing = reports.some((report) => report.state === "failed" && passing.has(report.problem.code));
  return isPassing ? undefined : buildTrail(trail.contactId, reports, new Date(), await facts).findings;
}
