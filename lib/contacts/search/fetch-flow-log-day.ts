import type { AwsAccess } from "@/lib/aws/connect-account";
import type { ContactId } from "@/lib/kernel/ids";
import type { NamedContact } from "./describe-rows";
import { fetchFlowLogContacts } from "./fetch-flow-log-contacts";

export interface FlowLogDay {
  /** The newest first. */
  named: NamedContact[];
  /** All lines from then until the day's end were looked at, in milliseconds. */
  readFromMs: number;
  /** false when the log was too large. */
  complete: boolean;
}

/** A few seconds of an account's five requests a second. */
const maxPages = 120;
const readingMs = 20_000;
const windowMs = 2 * 3_600_000;

/**
 * The contacts of a day whose lines in the flow log have the pattern and match. Read from the day's end backwards, within
 * bounds on requests and time, and with how far it came. Throws what `fetchFlowLogContacts` throws.
 */
export async function fetchFlowLogDay(
  access: AwsAccess,
  { from, to, pattern }: { from: Date; to: Date; pattern: string },
  matches: (line: string) => boolean,
  signal: AbortSignal | undefined,
): Promise<FlowLogDay> {
  const budget = { pagesLeft: maxPages, signal: within(readingMs, signal) };
  const found = new Map<ContactId, number>();
  let readFromMs = Math.min(to.getTime(), Date.now());
  let complete = true;
  while (complete && readFromMs > from.getTime()) {
    const fromMs = Math.max(from.getTime(), readFromMs - windowMs);
    const read = await fetchFlowLogContacts(access, { fromMs, toMs: readFromMs, pattern }, budget, (line) =>
      matches(JSON.stringify(line)),
    );
    for (const [id, at] of read.contacts) found.set(id, Math.min(at, found.get(id) ?? at));
    complete = read.complete;
    if (complete) readFromMs = fromMs;
  }
  const named = [...found]
    .sort(([, one], [, other]) => other - one)
    .map(([contactId, at]) => ({ contactId, at: new Date(at).toISOString() }));
  return { named, readFromMs, complete };
}

/** Aborted after a time, or with another signal. */
export function within(milliseconds: number, signal: AbortSignal | undefined): AbortSignal {
  const deadline = AbortSignal.timeout(milliseconds);
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}
