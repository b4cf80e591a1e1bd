import { newEngagement } from "../insert-engagements";
import type { ZoomAccount } from "../zoom-account";
import { type Flow, publishedVersion, type Widget } from "../zoom-flow";
import type { ZoomParts } from "../zoom-parts";
import { nowOf } from "../zoom-store";
import { endEngagement, waitForAgent } from "./queue";
import type { ReadZoomCall } from "./read-call-request";
import { runScripts } from "./run-scripts";
import { runVoiceBot } from "./run-voice-bot";
import { tell } from "./tell";
import { note, type ZoomCall } from "./zoom-call";

export type PlacedCall =
  | { ok: true; engagementId: string }
  /** No published flow answers at that number. */
  | { ok: false; message: string };

/** A caller dials: the flow of the number starts at once, and the call goes on in the background. */
export function placeCall(
  parts: ZoomParts,
  account: ZoomAccount,
  { request, fault: { fault, code } }: Extract<ReadZoomCall, { ok: true }>,
): PlacedCall {
  parts.faults.restore(account);
  parts.faults.keep(account, fault?.change?.(account));
  const point = account.entryPoints.find(({ number }) => number === request.to);
  if (!point) return { ok: false, message: `${request.to} is not a number of this account.` };
  const flow = account.flows.find(({ flowId }) => flowId === point.flowId);
  const version = flow && publishedVersion(flow);
  if (!flow || !version) return { ok: false, message: `${request.to} has no published flow.` };
  const engagement = newEngagement(account, { ...request, startedAt: nowOf(account) });
  parts.store.addEngagement(account, engagement);
  const { engagementId } = engagement;
  const call: ZoomCall = {
    ...{ parts, account, engagement, request },
    edges: fault?.edges?.(code) ?? {},
    view: { engagementId, state: "live", sip: [], callIds: [], scripts: [] },
  };
  const over = run(call, flow, version.document.widgets)
    .catch((error: unknown) => {
      console.error(error);
      return endEngagement(call, "error", "auto_closed");
    })
    .finally(() => {
      parts.faults.keep(account, fault?.changeAfter?.(account, flow.flowId));
      call.view.state = "ended";
    });
  const oldest = parts.calls.keys().next().value;
  if (parts.calls.size >= maxCalls && oldest !== undefined) parts.calls.delete(oldest);
  parts.calls.set(engagementId, { view: call.view, owner: account.owner, over });
  return { ok: true, engagementId };
}

const maxWidgets = 50;
const maxCalls = 500;

/** Widget by widget, as the published flow leads. */
async function run(call: ZoomCall, flow: Flow, widgets: readonly Widget[]): Promise<void> {
  const { engagement, account } = call;
  await tell(call, "engagement_started");
  await runScripts(call, "engagement_started");
  note(call, "flow_started", flow.name);
  const find = (id: string) => widgets.find((one) => one.widget_id === id);
  let widget: Widget | undefined = widgets.find((one) => one.widget_type === "start");
  for (let step = 0; widget !== undefined && step < maxWidgets; step++) {
    switch (widget.widget_type) {
      case "start":
        widget = find(widget.next);
        break;
      case "voice_bot": {
        const next: string | undefined = await runVoiceBot(call, widget);
        engagement.times.flow = nowOf(account) - engagement.startedAt;
        if (next === undefined) return;
        widget = find(next);
        break;
      }
      case "route_to_queue": {
        const { queue_id: id } = widget.settings;
        const queue = account.queues.find(({ queueId }) => queueId === id);
        if (!queue) return endEngagement(call, "error", "overflowed_to_disconnect");
        return waitForAgent(call, queue);
      }
      case "disconnect":
        return endEngagement(call, "resolved", "contained");
    }
  }
  await endEngagement(call, "error", "auto_closed");
}
