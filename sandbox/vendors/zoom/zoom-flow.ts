import { newId } from "./zoom-id";

export interface Queue {
  queueId: string;
  name: string;
  /** Who answers there. */
  agent: string;
}

export const scriptEvents = [
  "engagement_started",
  "engagement_accepted",
  "engagement_transferred",
  "engagement_closed",
  "disposition_saved",
] as const;
export type ScriptEvent = (typeof scriptEvents)[number];

/** A script of the Start widget, as it was pasted there. */
export interface EventScript {
  event: ScriptEvent;
  name: string;
  code: string;
}

/** What a flow's file holds. Zoom's own form isn't published; this one is the sandbox's. */
export interface FlowDocument {
  widgets: Widget[];
}

export type Widget =
  | {
      widget_id: string;
      widget_name: string;
      widget_type: "start";
      next: string;
      event_scripts: EventScript[];
    }
  | {
      widget_id: string;
      widget_name: string;
      widget_type: "voice_bot";
      settings: { connector_name: string };
      exits: { transferred: string; completed: string; failed: string };
    }
  | { widget_id: string; widget_name: string; widget_type: "route_to_queue"; settings: { queue_id: string } }
  | { widget_id: string; widget_name: string; widget_type: "disconnect" };

export type FlowStatus = "draft" | "published" | "archived";

export interface FlowVersion {
  versionId: string;
  version: number;
  description: string;
  status: FlowStatus;
  modifiedAt: number;
  document: FlowDocument;
}

export interface Flow {
  flowId: string;
  name: string;
  description: string;
  versions: FlowVersion[];
}

const firstFlowName = "Patchbay sandbox voice bot";

/** What callers reach; undefined while nothing is published. */
export function publishedVersion({ versions }: Flow): FlowVersion | undefined {
  return versions.find(({ status }) => status === "published");
}

export function newFlow(name: string, description: string): Flow {
  return { flowId: newId(), name, description, versions: [] };
}

export function addVersion(
  flow: Flow,
  document: FlowDocument,
  description: string,
  now: number,
): FlowVersion {
  const version = Math.max(0, ...flow.versions.map((one) => one.version)) + 1;
  const added: FlowVersion = {
    versionId: newId(),
    version,
    description,
    status: "draft",
    modifiedAt: now,
    document,
  };
  flow.versions.push(added);
  return added;
}

/** One version is live; the one that was becomes an archived one. */
export function publishVersion(flow: Flow, version: FlowVersion, now: number): void {
  for (const one of flow.versions) if (one.status === "published") one.status = "archived";
  version.status = "published";
  version.modifiedAt = now;
}

/** Start, Voice Bot, then the queue, or the end of the call. */
export function voiceBotDocument(
  connectorName: string,
  queueId: string,
  eventScripts: EventScript[] = [],
): FlowDocument {
  const start = { widget_id: "start", widget_name: "Start", widget_type: "start" } as const;
  return {
    widgets: [
      { ...start, next: "voice_bot", event_scripts: eventScripts },
      {
        widget_id: "voice_bot",
        widget_name: "Voice bot",
        widget_type: "voice_bot",
        settings: { connector_name: connectorName },
        exits: { transferred: "queue", completed: "end", failed: "queue" },
      },
      {
        widget_id: "queue",
        widget_name: "Route to queue",
        widget_type: "route_to_queue",
        settings: { queue_id: queueId },
      },
      { widget_id: "end", widget_name: "Disconnect", widget_type: "disconnect" },
    ],
  };
}

/** A flow without a voice bot: callers wait in the queue. */
export function queueDocument(queueId: string): FlowDocument {
  return {
    widgets: voiceBotDocument("", queueId).widgets.flatMap((widget): Widget[] => {
      if (widget.widget_type === "voice_bot" || widget.widget_type === "disconnect") return [];
      return [widget.widget_type === "start" ? { ...widget, next: "queue" } : widget];
    }),
  };
}

export function firstFlow(flowId: string, connectorName: string, queue: Queue, now: number): Flow {
  const flow = { ...newFlow(firstFlowName, "Callers talk to the voice bot first."), flowId };
  publishVersion(flow, addVersion(flow, voiceBotDocument(connectorName, queue.queueId), "", now), now);
  return flow;
}

export function scriptsOf({ widgets }: FlowDocument): readonly EventScript[] {
  const start = widgets.find((widget) => widget.widget_type === "start");
  return start?.widget_type === "start" ? start.event_scripts : [];
}
