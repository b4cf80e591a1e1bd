import { Pill } from "@/components/ui/state";
import type { FlowListItem } from "@/lib/flow-library/flow-of-instance";

/** What callers notice of a flow: it runs, it was only ever saved, or it is put away. */
export function FlowStatePill({ flow }: { flow: Pick<FlowListItem, "isArchived" | "isPublished"> }) {
  if (flow.isArchived) return <Pill>archived</Pill>;
  return flow.isPublished ? <Pill state="good">published</Pill> : <Pill state="attention">draft only</Pill>;
}
