import type { ContactId } from "@/lib/kernel/ids";
import type { OpenSource } from "@/lib/trail/trail-source";
import { rowsOf } from "../rows";
import { describeEvents, eventsSource } from "./describe-events";
import { sourceLimitMs, type ZoomReader } from "./read-zoom";

/** An engagement's steps: the flow's, the voice bot's, the queue's, the agent's. */
export function eventsOf(reader: ZoomReader, contactId: ContactId): OpenSource {
  return {
    source: eventsSource,
    title: "Zoom engagement events",
    deadlineMs: sourceLimitMs,
    read: async (signal) => {
      const path = `/engagements/${encodeURIComponent(contactId)}/events`;
      const { events } = await reader.read(path, {}, signal);
      return { events: describeEvents(contactId, rowsOf(events)) };
    },
  };
}
