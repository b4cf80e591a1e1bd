import { z } from "zod";
import { fail, type Result, succeed } from "@/lib/kernel/result";
import { describeRows, gapOf } from "./describe-rows";
import { fetchFlowLogContacts } from "./fetch-flow-log-contacts";
import type { BareChunk, ListContext } from "./list-context";
import { formatToken, moment, noSuchPage, parseToken } from "./page-token";

const hourMs = 3_600_000;
const maxWindowMs = 24 * hourMs;
const shortestWindowMs = 60_000;
/** A contact whose lines in a flow lie further apart than this may be listed twice. */
const marginMs = hourMs;
/** Each costs a DescribeContact, ten of which are allowed in a second. */
const mostAtOnce = 20;
/** About five requests a second are allowed; a part of a list is looked for some seconds long. */
const pagesOfPart = 30;
const readingMs = 8_000;

const position = z.strictObject({
  toMs: moment,
  /** How much of the log was read at once when it was last enough. */
  windowMs: z.number().int().min(shortestWindowMs).max(maxWindowMs),
});

/**
 * Contacts that went through one of an integration's flows, as the instance's flow log tells: there is nothing in a
 * contact's record that says it, so a flow without a log, or a log that was deleted, hides its contacts. Read from the
 * newest hour backwards, in windows that grow while they are empty.
 */
export async function listFromFlowLog(context: ListContext): Promise<Result<BareChunk>> {
  const { account, access, filter, from, to, token, signal } = context;
  const integration = account.integrations.find(({ id }) => id === filter.integration);
  if (!integration || integration.flowArns.length === 0) return fail(notDeployed(integration?.name));
  const at = token === undefined ? { toMs: to.getTime(), windowMs: hourMs } : parseToken(position, token);
  if (!at || at.toMs > to.getTime()) return noSuchPage();
  const pattern = `{ ${integration.flowArns.map((arn) => `$.ContactFlowId = "${arn}"`).join(" || ")} }`;
  const budget = {
    pagesLeft: pagesOfPart,
    signal: AbortSignal.any([signal, AbortSignal.timeout(readingMs)]),
  };
  let { toMs, windowMs } = at;
  let note: string | undefined;
  let gap: string | undefined;
  while (toMs > from.getTime()) {
    const fromMs = Math.max(from.getTime(), toMs - windowMs);
    const read = await fetchFlowLogContacts(access, { fromMs: fromMs - marginMs, toMs, pattern }, budget);
    if (!read.complete && windowMs > shortestWindowMs) {
      // The log is read forwards, so it is the newest that is missing: less at once, next time.
      windowMs = Math.max(shortestWindowMs, Math.floor(windowMs / 4));
      note = "This flow log is large, so it's read in small parts.";
      break;
    }
    if (!read.complete) gap = "The flow log is too large to read at once. Contacts may be missing here.";
    const found = [...read.contacts]
      .filter(([, seenMs]) => seenMs >= fromMs)
      .sort(([, one], [, other]) => other - one);
    // Those of one millisecond stay together: the next part begins before it.
    const lastMs = found[mostAtOnce - 1]?.[1] ?? fromMs;
    const taken = found.filter(([, seenMs]) => seenMs >= lastMs);
    toMs = taken.length < found.length ? lastMs : fromMs;
    if (taken.length > 0) {
      const named = taken.map(([contactId, seenMs]) => ({ contactId, at: new Date(seenMs).toISOString() }));
      const described = await describeRows(access, named, filter, signal);
      gap = [gap, gapOf(described)].filter(Boolean).join(" ");
      return succeed(chunk(described.rows));
    }
    windowMs = Math.min(maxWindowMs, windowMs * 2);
    if (budget.pagesLeft <= 0 || budget.signal.aborted) break;
  }
  return succeed(chunk([]));

  function chunk(contacts: BareChunk["contacts"]): BareChunk {
    const next = toMs > from.getTime() ? formatToken({ toMs, windowMs }) : undefined;
    return {
      contacts,
      next,
      reachedAt: new Date(toMs).toISOString(),
      ...(note ? { note } : {}),
      ...(gap ? { gap } : {}),
    };
  }
}

function notDeployed(name = "The integration") {
  return {
    code: "integration-without-flow",
    sentence: `${name} has no flow in this account, so its contacts can't be identified.`,
    wayOut: "Deploy it first, or search by queue instead.",
  };
}
