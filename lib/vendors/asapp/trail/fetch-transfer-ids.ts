import { readTransferId, transferIdOf } from "@/lambdas/shared/asapp/transfer-id";
import { parseLine } from "@/lib/trail/filter-log-events";
import { fetchAttributes } from "@/lib/trail/systems/attributes/fetch-attributes";
import { fetchContactLines } from "@/lib/trail/systems/lambda-log/fetch-function-log";
import type { TrailContext, TrailSubject } from "@/lib/trail/trail-source";
import { functionHop } from "@/lib/trail/trail-vendor";

/** A caller is sent to GenerativeAgent a few times at most. */
const maxTransfers = 5;

/**
 * The ids of the contact's transfers, in the order in which they were made as far as that is known: from the log of
 * call-transfer, and from what the flow keeps with the contact. When neither tells (logs come late, a permission is
 * missing), the id that the contact's first transfer has by rule.
 */
export async function fetchTransferIds(
  context: TrailContext,
  subject: TrailSubject,
  signal: AbortSignal,
): Promise<string[]> {
  const found = await Promise.all([
    ...context.functions
      .filter((name) => functionHop(context, name) === "asapp")
      .map((name) => fromLog(context, subject, name, signal)),
    fromAttributes(context, subject, signal),
  ]);
  const ids = [...new Set(found.flat())];
  return ids.length > 0 ? ids.slice(0, maxTransfers) : [transferIdOf(subject.contactId, "")];
}

function fromLog(
  context: TrailContext,
  subject: TrailSubject,
  functionName: string,
  signal: AbortSignal,
): Promise<string[]> {
  return unlessUnreadable(signal, async () => {
    const { lines } = await fetchContactLines(context, subject, functionName, signal);
    return lines
      .map(({ message }) => readTransferId(parseLine(message)?.transferId))
      .filter((id) => id !== "");
  });
}

function fromAttributes(
  context: TrailContext,
  subject: TrailSubject,
  signal: AbortSignal,
): Promise<string[]> {
  return unlessUnreadable(signal, async () =>
    Object.entries(await fetchAttributes(context, subject, signal))
      .filter(([name]) => /transfer[_-]?id$/i.test(name))
      .map(([, value]) => readTransferId(value))
      .filter((id) => id !== ""),
  );
}

/** Why a log or the attributes cannot be read is told by their own sources. Out of time is out of time. */
async function unlessUnreadable(signal: AbortSignal, read: () => Promise<string[]>): Promise<string[]> {
  try {
    return await read();
  } catch (error) {
    if (signal.aborted) throw error;
    return [];
  }
}
