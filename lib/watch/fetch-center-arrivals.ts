import { type Result, succeed } from "@/lib/kernel/result";
import type { VendorConnection } from "@/lib/trail/trail-source";
import type { ContactCenter } from "@/lib/vendors/contact-center";
import type { Arrivals } from "./fetch-arrivals";

/** The center's times are whole seconds by its own clock. */
const marginMs = 5_000;
const deadlineMs = 8_000;
const limit = 20;

/**
 * As fetchArrivals, of a vendor's contact center. Its list doesn't tell which number was called, so that every call that
 * came in since then may be the awaited one.
 */
export async function fetchCenterArrivals(
  center: Pick<ContactCenter, "list">,
  connection: VendorConnection,
  { since, known }: { since: Date; known: ReadonlySet<string> },
  signal?: AbortSignal,
): Promise<Result<Arrivals>> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const page = await center.list(
    connection,
    { from: new Date(since.getTime() - marginMs), to: new Date(), limit },
    signal ? AbortSignal.any([signal, deadline]) : deadline,
  );
  if (!page.ok) return page;
  const fresh = page.value.contacts.filter(({ contactId }) => !known.has(contactId)).toReversed();
  return succeed({
    arrivals: fresh.flatMap(({ contactId, beganAt, channel, method, callerNumber }) =>
      beganAt !== undefined && (channel ?? "VOICE") === "VOICE" && (method ?? "INBOUND") === "INBOUND"
        ? [{ contactId, beganAt, ...(callerNumber && { caller: callerNumber }), isOurs: "unknown" as const }]
        : [],
    ),
    // One whose beginning isn't told yet is looked at again.
    judged: fresh.flatMap(({ contactId, beganAt }) => (beganAt === undefined ? [] : contactId)),
  });
}
