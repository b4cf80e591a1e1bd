import { textOf } from "@/lambdas/shared/plain-values";
import type { ContactId } from "@/lib/kernel/ids";
import { vendorTimeMs } from "@/lib/kernel/vendor-time";
import type { PanelRow, TrailEvent } from "@/lib/trail/event";
import type { OpenSource } from "@/lib/trail/trail-source";
import { phoneNumberOf, rowsOf } from "../rows";
import { toWholeSecond, zoomTime } from "./list-engagements";
import { sourceLimitMs, type ZoomReader } from "./read-zoom";
import { controllerCarried } from "./zoom-events";

const callLogSource = "zoom-voice-call";

export interface CallSubject {
  contactId: ContactId;
  beganAtMs?: number;
  endedAtMs?: number;
}

const marginMs = 3_600_000;
/** Without the engagement's own times. */
const unknownMs = 24 * 3_600_000;

/** Between when Zoom's logs are asked for what belongs to an engagement: they need a period. */
export function spanOf(
  { beganAtMs, endedAtMs }: CallSubject,
  nowMs = Date.now(),
): { from: string; to: string } {
  const from = (beganAtMs ?? nowMs - unknownMs) - marginMs;
  // A period that ends later than now may be refused; by Zoom's clock, whose times these are, it is surely later than the end.
  const now = Math.max(nowMs, endedAtMs ?? beganAtMs ?? nowMs);
  return {
    from: zoomTime(from),
    to: zoomTime(toWholeSecond(Math.min(now, (endedAtMs ?? now) + marginMs))),
  };
}

/** Zoom's log of voice calls: which number was called, and which session border controller carried the call. */
export function callSource(reader: ZoomReader, subject: CallSubject): OpenSource {
  return {
    source: callLogSource,
    title: "Zoom voice call log",
    deadlineMs: sourceLimitMs,
    // One of Zoom's heavy requests, of which an account has a few thousand a day: the background scan leaves them to people.
    isOptional: true,
    read: async (signal) => {
      const query = { engagement_id: subject.contactId, ...spanOf(subject), page_size: 10 };
      const { voice_calls } = await reader.read("/voice_calls", query, signal);
      const calls = rowsOf(voice_calls).filter((row) => textOf(row.engagement_id) === subject.contactId);
      return describeCalls(subject.contactId, calls);
    },
  };
}

/** Pure. */
function describeCalls(contactId: ContactId, calls: ReturnType<typeof rowsOf>) {
  const events = calls.flatMap((call, index): TrailEvent[] => {
    const at = vendorTimeMs(call.start_time);
    const controllers = controllersOf(call);
    if (at === undefined || controllers.length === 0) return [];
    const names = controllers.map(({ name, address }) => [name, address].filter(Boolean).join(" "));
    return [
      {
        ...{
          id: `${callLogSource}:${index}`,
          at: new Date(at).toISOString(),
          source: callLogSource,
          contactId,
        },
        ...{ hop: "sip", severity: "info", ...controllerCarried.of({ controllers: names }) },
        title: `Session border controller: ${names.join(", ")}`,
        // Not the names and numbers of who called.
        raw: {
          start_time: call.start_time,
          end_time: call.end_time,
          session_border_controller_list: call.session_border_controller_list,
        },
      },
    ];
  });
  const rows = calls.flatMap((call): PanelRow[] => [
    { key: "callee_number", label: "Called number", value: phoneNumberOf(call.callee_number), kind: "phone" },
    { key: "result", label: "Result", value: textOf(call.result) },
    ...controllersOf(call).flatMap(({ name, address, trunk, farAddress }): PanelRow[] => [
      { key: "session_border_controller_name", label: "Controller", value: name },
      {
        key: "session_border_controller_ip_address",
        label: "Controller's address",
        value: address,
        kind: "id",
      },
      { key: "consumer_zoom_trunk_name", label: "Trunk", value: trunk },
      { key: "consumer_sbc_ip_address", label: "Other side's address", value: farAddress, kind: "id" },
    ]),
  ]);
  const shown = rows.filter(({ value }) => value !== "");
  return { events, ...(shown.length > 0 && { panel: { title: "Zoom voice call", rows: shown } }) };
}

function controllersOf(call: ReturnType<typeof rowsOf>[number]) {
  return rowsOf(call.session_border_controller_list).map((one) => ({
    name: textOf(one.session_border_controller_name),
    address: textOf(one.session_border_controller_ip_address),
    trunk: textOf(one.consumer_zoom_trunk_name),
    farAddress: textOf(one.consumer_sbc_ip_address),
  }));
}
