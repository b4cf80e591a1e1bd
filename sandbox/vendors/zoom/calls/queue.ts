import { pauseLikeACaller } from "../../../calls/wait";
import type { Queue } from "../zoom-flow";
import { newId } from "../zoom-id";
import { nowOf } from "../zoom-store";
import { runScripts } from "./run-scripts";
import { tell } from "./tell";
import { note, type ZoomCall } from "./zoom-call";

const waitSeconds = 4;
const talkSeconds = 6;

/** In the queue, with an agent, and over. */
export async function waitForAgent(call: ZoomCall, queue: Queue): Promise<void> {
  const { account, engagement, edges } = call;
  const queuedAt = nowOf(account);
  engagement.queue = { queueId: queue.queueId, name: queue.name };
  note(call, "queue_entered", queue.name);
  await tell(call, "engagement_queued");
  await pauseLikeACaller(waitSeconds);
  engagement.times.waiting = nowOf(account) - queuedAt;
  if (edges.callerLeavesQueue) {
    note(call, "consumer_disconnected", "The consumer ended the call.");
    return endEngagement(call, "caller-hangs-up", "long_abandoned");
  }
  await tell(call, "engagement_reserved");
  const answeredAt = nowOf(account);
  engagement.agent = { userId: "u-sandbox-agent", name: queue.agent };
  engagement.recordingStatuses.push({ status: "start", at: answeredAt });
  note(call, "agent_accepted", queue.agent);
  await tell(call, "engagement_accepted");
  await tell(call, "engagement_user_answered");
  await runScripts(call, "engagement_accepted");
  await pauseLikeACaller(talkSeconds);
  const endedAt = nowOf(account);
  engagement.times.talk = endedAt - answeredAt;
  engagement.recordingStatuses.push({ status: "stop", at: endedAt });
  engagement.recordings.push({ recordingId: newId(), startedAt: answeredAt, endedAt, hasMedia: true });
  note(call, "agent_ended", queue.agent);
  await tell(call, "engagement_user_ended");
  await endEngagement(call, "agent", "completed");
}

/** From here on, the engagement can be read by its ID. */
export async function endEngagement(call: ZoomCall, outcome: string, result: string): Promise<void> {
  const { engagement, account, parts, view } = call;
  note(call, "engagement_ended", "");
  engagement.result = result;
  engagement.endedAt = nowOf(account);
  parts.store.save();
  await runScripts(call, "engagement_closed");
  await tell(call, "engagement_ended");
  view.outcome = outcome;
}
