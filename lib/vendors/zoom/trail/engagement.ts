import { objectOf, type PlainObject, textOf } from "@/lambdas/shared/plain-values";
import { vendorTimeMs } from "@/lib/kernel/vendor-time";
import { phoneNumberOf, rowsOf } from "../rows";

/** One engagement as Zoom's lists and its own record tell it. */
export interface Engagement {
  id: string;
  beganAtMs?: number;
  /** Absent while it goes on, or when Zoom doesn't tell. */
  endedAtMs?: number;
  /** "voice" */
  channel: string;
  /** "inbound" */
  direction: string;
  /** E.164, where the caller has a number. */
  consumerNumber?: string;
  flows: NamedId[];
  queues: NamedId[];
  agents: NamedId[];
  /** Seconds. */
  flowSeconds?: number;
  waitingSeconds?: number;
  talkSeconds?: number;
  transferCount?: number;
  dispositions: string[];
  raw: PlainObject;
}

export interface NamedId {
  id: string;
  name: string;
  version?: string;
}

/** Pure. undefined for an answer that is no engagement. */
export function parseEngagement(value: unknown): Engagement | undefined {
  const row = objectOf(value);
  const id = textOf(row?.engagement_id);
  if (!row || !isEngagementId(id)) return undefined;
  const began = vendorTimeMs(row.start_time);
  const ended = vendorTimeMs(row.end_time);
  const number = rowsOf(row.consumers)
    .map((consumer) => phoneNumberOf(consumer.consumer_number))
    .find((one) => one !== "");
  const channel = rowsOf(row.channels)
    .map((one) => textOf(one.channel))
    .find((one) => one !== "");
  return {
    id,
    ...(began !== undefined && { beganAtMs: began }),
    ...(ended !== undefined && { endedAtMs: ended }),
    channel: channel ?? textsOf(row.channel_types)[0] ?? textOf(row.channel),
    direction: textOf(row.direction),
    ...(number !== undefined && { consumerNumber: number }),
    flows: named(row.flows, "flow_id", "flow_name", "flow_version"),
    queues: named(row.queues, "queue_id", "queue_name"),
    agents: named(row.agents, "user_id", "display_name"),
    ...seconds("flowSeconds", row.flow_duration),
    ...seconds("waitingSeconds", row.waiting_duration),
    ...seconds("talkSeconds", row.talk_duration),
    ...seconds("transferCount", row.transfer_count),
    dispositions: rowsOf(row.dispositions)
      .map((one) => textOf(one.disposition_name))
      .filter((one) => one !== ""),
    raw: row,
  };
}

/** 16 bytes as base64url, as far as IDs were seen; nothing else may stand in an address of Zoom's. */
export const engagementShape = /^[\w-]{22}$/;

function isEngagementId(text: string): boolean {
  return engagementShape.test(text);
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf).filter((one) => one !== "") : [];
}

function named(value: unknown, id: string, name: string, version?: string): NamedId[] {
  return rowsOf(value).flatMap((row): NamedId[] => {
    const known = textOf(row[id]);
    if (known === "") return [];
    const given = version === undefined ? "" : textOf(row[version]);
    return [{ id: known, name: textOf(row[name]) || known, ...(given && { version: given }) }];
  });
}

function seconds<Key extends string>(key: Key, value: unknown): { [key in Key]?: number } {
  return typeof value === "number" && value >= 0 ? ({ [key]: value } as { [key in Key]: number }) : {};
}
