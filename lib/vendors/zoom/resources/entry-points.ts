import { type PlainObject, textOf } from "@/lambdas/shared/plain-values";
import { ProblemError } from "@/lib/kernel/result";
import { phoneNumberOf, rowsOf } from "../rows";
import { findInContext, listInContext, listTooLong, type ZoomContext } from "./ask-in-context";
import { flowPath } from "./flow-in-zoom";

export interface EntryPoint {
  id: string;
  number: string;
  language: string | undefined;
}

/** A flow as the list of flows tells it. */
export interface FlowRow {
  id: string;
  name: string;
  description: string;
}

/** Flows that are looked through for the one that has a number. */
const maxFlows = 200;

/** By the number that callers dial; undefined when the account has no such entry point. */
export async function findEntryPoint(context: ZoomContext, number: string): Promise<EntryPoint | undefined> {
  const rows = await listInContext(context, {
    path: "/contact_center/flows_entry_points",
    query: { channel: "voice" },
    rows: "entry_points",
  });
  return rows.map(parseEntryPoint).find((each) => each.number === number);
}

/** Of one flow; none of one that is gone. */
export async function listEntryPoints(context: ZoomContext, flowId: string): Promise<EntryPoint[]> {
  const answer = await findInContext(context, { method: "GET", path: flowPath(flowId, "/entry_points") });
  return rowsOf(answer?.value.entry_points).map(parseEntryPoint);
}

/**
 * The flow that an entry point leads to, and in which language. Zoom's list of entry points doesn't say, so flows are asked
 * one by one, the likely ones first. undefined when it leads to none.
 */
export async function findHolder(
  context: ZoomContext,
  entryId: string,
  likely: readonly string[],
): Promise<(FlowRow & { language: string | undefined }) | undefined> {
  const rows = await listInContext(context, {
    path: "/contact_center/flows",
    query: { channel: "voice" },
    rows: "flows",
  });
  const rank = (row: PlainObject) => (likely.includes(textOf(row.flow_id)) ? 0 : 1);
  for (const row of [...rows].sort((a, b) => rank(a) - rank(b)).slice(0, maxFlows)) {
    const flow = {
      id: textOf(row.flow_id),
      name: textOf(row.flow_name),
      description: textOf(row.flow_description),
    };
    const points = Array.isArray(row.entry_points)
      ? rowsOf(row.entry_points).map(parseEntryPoint)
      : await listEntryPoints(context, flow.id);
    const found = points.find(({ id }) => id === entryId);
    if (found !== undefined) return { ...flow, language: found.language };
  }
  // It may lead to one of those that weren't asked.
  if (rows.length > maxFlows) throw new ProblemError(listTooLong);
  return undefined;
}

function parseEntryPoint(row: PlainObject): EntryPoint {
  return {
    id: textOf(row.entry_id),
    number: phoneNumberOf(row.entry_number),
    language: textOf(row.entry_language) || undefined,
  };
}
