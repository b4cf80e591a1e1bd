import { asContactId } from "@/lib/kernel/ids";
import type { PanelRow, SourcePanel, TrailEvent } from "@/lib/trail/event";
import type { Engagement, NamedId } from "./engagement";
import { engagementBegan, engagementEnded } from "./zoom-events";

export const recordSource = "zoom-engagement";

/** Pure: an engagement's own record as events and facts. */
export function describeEngagement(engagement: Engagement): { events: TrailEvent[]; panel: SourcePanel } {
  return { events: eventsOf(engagement), panel: { title: "Zoom engagement", rows: rowsOf(engagement) } };
}

function eventsOf(engagement: Engagement): TrailEvent[] {
  const { id, beganAtMs, endedAtMs, flows, flowSeconds, waitingSeconds, talkSeconds } = engagement;
  const [flow] = flows;
  const base = { source: recordSource, hop: "number", severity: "info" as const, contactId: asContactId(id) };
  const parts = [
    ...(flowSeconds !== undefined ? [`${flowSeconds} s in the flow`] : []),
    ...(waitingSeconds ? [`${waitingSeconds} s waiting`] : []),
    ...(talkSeconds ? [`${talkSeconds} s with an agent`] : []),
  ];
  return [
    ...(beganAtMs === undefined
      ? []
      : [
          {
            ...{ ...base, id: `${recordSource}:start_time`, at: new Date(beganAtMs).toISOString() },
            ...engagementBegan.of(flow ? { flow: flow.id, flowNames: flows.map(({ name }) => name) } : {}),
            title: "The engagement began",
            ...(flow && { detail: `Flow ${describeFlow(flow)}` }),
            raw: { start_time: engagement.raw.start_time, flows: engagement.raw.flows },
          },
        ]),
    ...(endedAtMs === undefined
      ? []
      : [
          {
            ...{ ...base, id: `${recordSource}:end_time`, at: new Date(endedAtMs).toISOString() },
            ...engagementEnded.of({}),
            marks: "ended" as const,
            isWholeSecond: true as const,
            title: "The engagement ended",
            ...(parts.length > 0 && { detail: parts.join(" · ") }),
            raw: { end_time: engagement.raw.end_time },
          },
        ]),
  ];
}

function rowsOf(engagement: Engagement): PanelRow[] {
  const { id, channel, direction, consumerNumber, beganAtMs, endedAtMs, flows, queues, agents } = engagement;
  const rows: PanelRow[] = [
    { key: "engagement_id", label: "Engagement ID", value: id, kind: "id" },
    { key: "channel", label: "Channel", value: channel.toUpperCase(), as: "Channel" },
    { key: "direction", label: "Direction", value: direction.toUpperCase(), as: "InitiationMethod" },
    {
      ...{ key: "consumer_number", label: "Caller", value: consumerNumber ?? "", as: "CustomerEndpoint" },
      kind: "phone",
    },
    { key: "start_time", label: "Began", value: isoOf(beganAtMs), as: "InitiationTimestamp" },
    { key: "end_time", label: "Ended", value: isoOf(endedAtMs), as: "DisconnectTimestamp" },
    { key: "flows", label: "Flow", value: flows.map(describeFlow).join(", ") },
    { key: "queues", label: "Queue", value: queues.map(({ name }) => name).join(", ") },
    { key: "agents", label: "Agent", value: agents.map(({ name }) => name).join(", ") },
    { key: "transfer_count", label: "Transfers", value: countOf(engagement.transferCount) },
    { key: "dispositions", label: "Dispositions", value: engagement.dispositions.join(", ") },
  ];
  return rows.filter(({ value }) => value !== "");
}

function describeFlow({ name, version }: NamedId): string {
  return version === undefined ? name : `${name}, version ${version}`;
}

function isoOf(milliseconds: number | undefined): string {
  return milliseconds === undefined ? "" : new Date(milliseconds).toISOString();
}

function countOf(count: number | undefined): string {
  return count === undefined ? "" : String(count);
}
