import { textOf } from "@/lambdas/shared/plain-values";
import type { OpenSource } from "@/lib/trail/trail-source";
import { liveVersion, parseFlow } from "../resources/flow-in-zoom";
import { rowsOf } from "../rows";
import { sourceLimitMs, type ZoomReader } from "./read-zoom";

const flowStateSource = "zoom-flow";

/** The flow that the call ran through, as it is now: whether callers still come to it. */
export function flowSource(reader: ZoomReader, flowId: string): OpenSource {
  return {
    source: flowStateSource,
    title: "Zoom flow, as it is now",
    deadlineMs: sourceLimitMs,
    read: async (signal) => {
      const flow = await reader.read(`/flows/${encodeURIComponent(flowId)}`, {}, signal);
      const points = rowsOf(flow.entry_points).map(
        (one) => textOf(one.entry_number) || textOf(one.entry_name),
      );
      // Of a flow whose newest version is a draft, or is being debugged, callers reach the published one all the same.
      const isLive = liveVersion(parseFlow(flow)) !== undefined;
      const rows = [
        { key: "flow_name", label: "Flow", value: textOf(flow.flow_name) },
        { key: "status", label: "Status", value: isLive ? "published" : textOf(flow.status).toLowerCase() },
        { key: "entry_points", label: "Entry points", value: points.filter(Boolean).join(", ") || "none" },
      ];
      // It has no events: nothing of it happened in the call.
      return {
        events: [],
        panel: { title: "Zoom flow now", rows: rows.filter(({ value }) => value !== "") },
      };
    },
  };
}
