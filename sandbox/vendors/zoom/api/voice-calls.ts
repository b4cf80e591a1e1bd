import type { VendorAnswer } from "../../shared/serve-vendor";
import type { Engagement } from "../engagement";
import { scopes } from "../scopes";
import { writeTime } from "../zoom-id";
import type { Fields } from "./check-request";
import { idOf, newestFirst } from "./engagements";
import { type ApiCall, answerList, between, type Operation, paged, readSpan, spanInvalid } from "./operation";

const { timezone: _none, ...span } = between;
const filters: Fields = {
  types: { type: "texts", max: 40 },
  distribution: { type: "text", oneOf: ["acd", "non_acd"] },
  consumer_number: { type: "text", pattern: /^\+\d{4,15}$/ },
  direction: { type: "text", oneOf: ["inbound", "outbound"] },
  user_ids: { type: "texts", max: 64 },
  engagement_id: { type: "text", max: 64 },
  queue_ids: { type: "texts", max: 64 },
  cc_queue_ids: { type: "texts", max: 64 },
  view_type: { type: "text", oneOf: ["summary", "detail"] },
};

export const voiceCallOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/contact_center/voice_calls",
    scope: scopes.readVoiceCalls,
    category: "HEAVY",
    query: { ...span, ...filters, ...paged },
    answer: listVoiceCalls,
  },
];

function listVoiceCalls(call: ApiCall): VendorAnswer {
  const { query, now, account } = call;
  const period = readSpan(query, now);
  if (!period) return spanInvalid;
  const found = account.engagements.filter(
    (one) =>
      one.endedAt !== undefined &&
      one.startedAt >= period.from &&
      one.startedAt <= period.to &&
      matches(one, query),
  );
  const more = { from: writeTime(period.from), to: writeTime(period.to) };
  const list = { operation: "voice_calls", name: "voice_calls", more };
  return answerList(call, list, newestFirst(found), idOf, (one) =>
    writeVoiceCall(one, query.view_type === "detail"),
  );
}

function matches(one: Engagement, query: ApiCall["query"]): boolean {
  const { engagement_id: id, consumer_number: number, direction, queue_ids, cc_queue_ids, user_ids } = query;
  const isIn = (list: unknown, value: string | undefined) =>
    !Array.isArray(list) || (value !== undefined && list.includes(value));
  return (
    (id === undefined || one.engagementId === id) &&
    (number === undefined || one.from === number) &&
    (direction === undefined || direction === "inbound") &&
    isIn(queue_ids, one.queue?.queueId) &&
    isIn(cc_queue_ids, one.queue?.queueId) &&
    isIn(user_ids, one.agent?.userId)
  );
}

function writeVoiceCall(one: Engagement, inDetail: boolean): object {
  const end = one.endedAt ?? one.startedAt;
  const { queue, agent, flow } = one;
  const of = {
    engagement_id: one.engagementId,
    caller_number: one.from,
    callee_number: one.to,
    callee_number_type: "virtual_service_number",
    start_time: writeTime(one.startedAt),
    end_time: writeTime(end),
    total_duration: Math.round((end - one.startedAt) / 1000),
    consumer_number: one.from,
    consumer_display_name: "",
    agents: agent ? [{ user_id: agent.userId, display_name: agent.name, sip_zone_ip_address: "" }] : [],
    country_name: "United States",
    recorded: one.recordings.length > 0,
    monitored: false,
    inbox: false,
    result: one.result,
    calling_party: "consumer",
  };
  const flows = { flow_id: flow.flowId, flow_name: flow.name };
  return {
    ...of,
    direction: "inbound",
    call_legs: ["inbound"],
    distributions: ["acd"],
    types: ["external_call"],
    queues: queue ? [{ queue_id: queue.queueId, cc_queue_id: queue.queueId, queue_name: queue.name }] : [],
    flows: [flows],
    session_border_controller_list: one.controllers.map(({ name, ipAddress, trunk, consumerIpAddress }) => ({
      session_border_controller_name: name,
      session_border_controller_ip_address: ipAddress,
      consumer_zoom_trunk_name: trunk,
      consumer_sbc_ip_address: consumerIpAddress,
    })),
    ...(inDetail && {
      voice_call_details: [
        { ...of, call_leg: "inbound", distribution: "acd", type: "external_call", flow: flows },
      ],
    }),
  };
}
