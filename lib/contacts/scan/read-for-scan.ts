import type { Trail } from "@/lib/trail/event";
import { needlessSource } from "@/lib/trail/judge-trail";
import { hasPassingFailure } from "@/lib/trail/passing-failures";
import { buildTrail } from "../trail/build-trail";
import type { TrailReader } from "../trail/read-trail";

/** Kore allows 60 requests a minute for a bot, which people's own looks need; no finding needs what it tells. */
const spared = needlessSource;
type Readable = Pick<TrailReader, "contactId" | "sources" | "readFacts">;

/**
 * A contact's trail, for the background scan. undefined when not everything could be read just now: such a contact counts
 * as not opened.
 */
export async function readForScan(trail: Readable, signal: AbortSignal): Promise<Trail | undefined> {
  const sources = trail.sources.filter(({ source }) => source.split(":")[0] !== spared);
  const facts = trail.readFacts(signal);
  const reports = await Promise.all(sources.map((source) => source.read(signal)));
  // A finding that came of such a failure would be wrong a minute later.
  return hasPassingFailure(reports)
    ? undefined
    : buildTrail(trail.contactId, reports, new Date(), await facts);
}
