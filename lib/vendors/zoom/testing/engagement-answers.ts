import type { Asked, FakeAnswer } from "./fake-zoom";

export const engagementId = "sVN-xCykTQ6TfXCj2C9rEQ";
export const caller = "+12065550142";
export const mainNumber = "+12065550188";

/** A call as Zoom's API tells it, its times in 2026: each test changes what it is about. */
export interface EngagementAnswers {
  /** By event_name, with their content, one second apart. */
  events: readonly (readonly [name: string, content: string])[];
  isLive?: boolean;
  flowName?: string;
  /** Flows that it ran through after the first. */
  laterFlows?: readonly string[];
  flowStatus?: string;
  /** Of the flow's versions, the oldest first. */
  versionStatuses?: readonly string[];
  variables?: Readonly<Record<string, string>>;
  /** By the end of a path: "/events". */
  answers?: Readonly<Record<string, FakeAnswer>>;
}

const began = Date.parse("2026-11-30T08:00:00Z");
const at = (seconds: number) => new Date(began + seconds * 1000).toISOString().replace(".000Z", "Z");

export const toAgent: EngagementAnswers["events"] = [
  ["engagement_started", `Call to ${mainNumber}`],
  ["voice_bot_started", "Sandbox connector"],
  ["voice_bot_ended", "TransferToAgent"],
  ["queue_entered", "Support"],
  ["agent_accepted", "Dana"],
  ["agent_ended", "Dana"],
  ["engagement_ended", ""],
];

export const notThere: FakeAnswer = {
  status: 404,
  body: { code: 3201, message: "The engagement does not exist." },
};
export const scopeMissing: FakeAnswer = {
  status: 400,
  body: {
    code: 4711,
    message: "Invalid access token, does not contain scopes:[contact_center:read:engagement:admin]",
  },
};
export const dailyLimit: FakeAnswer = {
  status: 429,
  headers: { "x-ratelimit-type": "Daily-limit", "retry-after": "2026-12-01T00:00:00Z" },
  body: { code: 429, message: "You have reached the maximum daily rate limit for this API." },
};

/** What a Zoom answers that has this one engagement. */
export function answersOf(call: EngagementAnswers): (asked: Asked) => FakeAnswer {
  return ({ path, query }) => {
    const own = Object.entries(call.answers ?? {}).find(([end]) => path.endsWith(end))?.[1];
    if (own) return own;
    const engagement = engagementOf(call);
    const isOfCaller = [null, caller].includes(query.get("consumer_number"));
    if (path.endsWith(`/engagements/${engagementId}`)) return call.isLive ? notThere : { body: engagement };
    if (path.endsWith(`/engagements/${engagementId}/events`)) return { body: eventsOf(call) };
    if (path.endsWith("/open_engagements"))
      return { body: { engagements: call.isLive ? [{ ...engagement, end_time: at(99) }] : [] } };
    if (path.endsWith("/contact_center/engagements"))
      return { body: { engagements: call.isLive || !isOfCaller ? [] : [engagement], next_page_token: "" } };
    if (path.endsWith("/voice_calls")) return { body: { voice_calls: [voiceCall] } };
    if (path.endsWith("/variable_logs")) return { body: { variable_logs: variableLogs(call) } };
    if (path.endsWith("/flows/flow-1")) return { body: flowOf(call) };
    return notThere;
  };
}

function engagementOf({ events, flowName = "Voice bot", laterFlows = [] }: EngagementAnswers): object {
  return {
    ...{ engagement_id: engagementId, start_time: at(0), end_time: at(events.length) },
    ...{ direction: "inbound", channels: [{ channel: "voice" }], channel_types: ["voice"] },
    consumers: [{ consumer_id: "c-1", consumer_display_name: "Maria Muster", consumer_number: caller }],
    flows: [
      { flow_id: "flow-1", flow_name: flowName, flow_version: "3" },
      ...laterFlows.map((flow_name, index) => ({ flow_id: `flow-${index + 2}`, flow_name })),
    ],
    queues: [{ queue_id: "q-1", queue_name: "Support" }],
    agents: [{ user_id: "u-1", display_name: "Dana" }],
    ...{ flow_duration: 12, waiting_duration: 4, talk_duration: 6, transfer_count: 0, dispositions: [] },
  };
}

function eventsOf({ events }: EngagementAnswers): object {
  return {
    engagement_id: engagementId,
    events: events.map(([event_name, event_content], index) => ({
      ...{ start_time: at(index), event_name, event_content, channel: "voice" },
    })),
  };
}

export const voiceCall = {
  ...{ engagement_id: engagementId, start_time: at(0), end_time: at(7), result: "completed" },
  ...{ caller_number: caller, callee_number: mainNumber, consumer_number: caller },
  consumer_display_name: "Maria Muster",
  session_border_controller_list: [
    {
      session_border_controller_name: "zoom-sbc-us-01",
      session_border_controller_ip_address: "162.12.232.41",
      consumer_zoom_trunk_name: "Sandbox connector",
      consumer_sbc_ip_address: "20.236.241.21",
    },
  ],
};

function variableLogs({ variables = {} }: EngagementAnswers): object[] {
  return Object.entries(variables).map(([variable_name, variable_value]) => ({
    ...{ engagement_id: engagementId, variable_name, variable_value, created_at: at(2) },
  }));
}

function flowOf(call: EngagementAnswers): object {
  const { flowName = "Voice bot", flowStatus = "published", versionStatuses } = call;
  return {
    ...{ flow_id: "flow-1", flow_name: flowName, status: flowStatus },
    ...(versionStatuses && {
      flow_versions: versionStatuses.map((flow_version_status, index) => ({
        ...{ flow_version: index + 1, flow_version_status },
      })),
    }),
    entry_points: [{ entry_id: "ep-1", entry_number: mainNumber }],
  };
}
