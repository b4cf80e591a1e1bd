import type { Trail } from "@/lib/trail/event";
import { hasPassingFailure } from "@/lib/trail/passing-failures";
import { buildTrail } from "../trail/build-trail";
import type { TrailReader } from "../trail/read-trail";

type Readable = Pick<TrailReader, "contactId" | "sources" | "readFacts">;

/**
 * A contact's trail, for the background scan. undefined when not everything could be read just now: such a contact counts
 * as not opened.
 */
export async function readForScan(trail: Readable, signal: AbortSignal): Promise<Trail | undefined> {
  // No finding that a scan is for comes of them, and a vendor's few requests a minute are left to people's own looks.
  const sources = trail.sources.filter(({ isOptional }) => !isOptional);
  const facts = trail.readFacts(signal);
  const reports = await Promise.all(sources.map((source) => source.read(signal)));
  // A finding that came of such a failure would be wrong a minute later.
  return hasPassingFailure(reports)
    ? undefined
    : buildTrail(trail.contactId, reports, new Date(), await facts);
}
