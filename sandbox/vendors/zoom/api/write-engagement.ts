import type { Engagement } from "../engagement";
import { writeTime } from "../zoom-id";

const seconds = (milliseconds: number) => Math.round(milliseconds / 1000);

/** As a list has it. */
export function writeEngagement(one: Engagement): object {
  const { flow, queue, agent, times } = one;
  const end = one.endedAt ?? one.startedAt;
  return {
    start_time: writeTime(one.startedAt),
    end_time: writeTime(end),
    duration: seconds(end - one.startedAt),
    engagement_id: one.engagementId,
    direction: "inbound",
    channel_types: ["voice"],
    channels: [{ channel: "voice" }],
    consumers: [writeConsumer(one)],
    flows: [{ flow_id: flow.flowId, flow_name: flow.name, flow_version: String(flow.version) }],
    queues: queue ? [{ ...writeQueue(queue) }] : [],
    agents: agent ? [{ user_id: agent.userId, display_name: agent.name }] : [],
    talk_duration: seconds(times.talk),
    flow_duration: seconds(times.flow),
    waiting_duration: seconds(times.waiting),
    handling_duration: seconds(times.talk + times.wrapUp),
    wrap_up_duration: seconds(times.wrapUp),
    transfer_count: one.transferCount,
    dispositions: [],
    notes: one.notes.map(({ noteId, userId, note, at }) => ({
      ...{ user_id: userId, note_id: noteId, note, last_modified_time: writeTime(at) },
    })),
    voice_mail: 0,
  };
}

/** Alone, it also has its events. */
export function writeWholeEngagement(one: Engagement): object {
  const { flow, queue, agent } = one;
  const events = one.events.map(({ at, name }) => ({
    start_time: writeTime(at),
    ...{ duration: 0, channel: "voice", event_type: name, direction: "inbound" },
    ...{ flow_id: flow.flowId, flow_name: flow.name },
    ...(queue && writeQueue(queue)),
    ...(agent && { user_id: agent.userId, user_display_name: agent.name }),
  }));
  return { ...writeEngagement(one), events };
}

export function writeEvents(one: Engagement): object {
  return {
    engagement_id: one.engagementId,
    events: one.events.map(({ at, name, content }) => ({
      ...{ start_time: writeTime(at), event_name: name },
      ...{ channel: "voice", channel_source: "voice", event_content: content },
    })),
  };
}

/** A live one: what is known of it so far. */
export function writeOpenEngagement(one: Engagement): object {
  const { flow, queue, agent } = one;
  return {
    engagement_id: one.engagementId,
    start_time: writeTime(one.startedAt),
    ...{ direction: "inbound", channels: [{ channel: "voice" }], consumers: [writeConsumer(one)] },
    flows: [{ flow_id: flow.flowId, flow_name: flow.name, flow_version: String(flow.version) }],
    queues: queue ? [writeQueue(queue)] : [],
    agents: agent ? [{ user_id: agent.userId, display_name: agent.name }] : [],
  };
}

function writeConsumer({ from }: Engagement): object {
  return { consumer_id: `c-${from.slice(1)}`, consumer_display_name: "", consumer_number: from };
}

function writeQueue({ queueId, name }: { queueId: string; name: string }): object {
  return { queue_id: queueId, cc_queue_id: queueId, queue_name: name };
}
