import type { Contact } from "@aws-sdk/client-connect";
import type { TimeWindow } from "@/lib/trail/trail-source";

const minuteMs = 60_000;
/** Clocks of the services differ a little, and a flow can start before the contact record says so. */
const beforeMs = 2 * minuteMs;
/** What is written after the caller has gone: the disconnect flow, late deliveries. */
const afterMs = 10 * minuteMs;
/** Without a contact record: the recent past, so that a support call about today's call still finds something. */
const unknownMs = 24 * 60 * minuteMs;

/** When to look for traces of a contact. A contact that goes on, or whose record cannot be read, reaches until now. */
export function contactWindow(contact: Contact | undefined, now: Date): TimeWindow {
  const nowMs = now.getTime();
  const started = contact?.InitiationTimestamp ?? contact?.ScheduledTimestamp;
  const ended = contact?.DisconnectTimestamp?.getTime();
  return {
    fromMs: started ? started.getTime() - beforeMs : nowMs - unknownMs,
    toMs: (ended ?? nowMs) + afterMs,
  };
}
