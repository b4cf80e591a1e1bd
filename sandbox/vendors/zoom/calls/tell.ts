import { writeTime } from "../zoom-id";
import type { ZoomCall } from "./zoom-call";

/** What webhooks there are of a call; an app subscribes to them by name. */
export const webhookEvents = [
  "contact_center.engagement_started",
  "contact_center.engagement_queued",
  "contact_center.engagement_reserved",
  "contact_center.engagement_accepted",
  "contact_center.engagement_user_answered",
  "contact_center.engagement_user_ended",
  "contact_center.engagement_transfer_initiated",
  "contact_center.engagement_ended",
] as const;

type Told = (typeof webhookEvents)[number] extends `contact_center.${infer Name}` ? Name : never;

/** Sends a webhook of the call to the apps that are subscribed to it. */
export async function tell(call: ZoomCall, name: Told): Promise<void> {
  const { parts, account, engagement, edges } = call;
  const { flow, queue, agent } = engagement;
  const object = {
    engagement_id: engagement.engagementId,
    ...{ channel: "voice", direction: "inbound" },
    start_time: writeTime(engagement.startedAt),
    ...(engagement.endedAt !== undefined && { end_time: writeTime(engagement.endedAt) }),
    consumers: [{ consumer_number: engagement.from }],
    ...{ flow_id: flow.flowId, flow_name: flow.name },
    ...(queue && { queue_id: queue.queueId, queue_name: queue.name }),
    ...(agent && { user_id: agent.userId, user_display_name: agent.name }),
  };
  await parts.webhooks.send(account, `contact_center.${name}`, object, {
    twice: edges.webhooksTwice,
    skewSeconds: edges.webhookSkewSeconds,
  });
}
