import { textOf } from "@/lambdas/shared/plain-values";
import type { ContactVariable } from "@/lib/trail/trail-source";
import { rowsOf } from "../rows";
import { type CallSubject, spanOf } from "./call-source";
import type { ZoomReader } from "./read-zoom";

/** What one engagement sets, many times over. */
const mostLogs = 100;

/** Values that the flow gave to variables in this engagement, under the last part of each name, the newest first. */
export async function fetchVariables(
  reader: ZoomReader,
  subject: CallSubject,
  signal: AbortSignal,
): Promise<ContactVariable[]> {
  const query = {
    engagement_id: subject.contactId,
    ...spanOf(subject),
    page_size: mostLogs,
    sort_order: "desc",
  };
  const { variable_logs } = await reader.read("/variable_logs", query, signal);
  return rowsOf(variable_logs).flatMap((row): ContactVariable[] => {
    if (textOf(row.engagement_id) !== subject.contactId) return [];
    const name = textOf(row.variable_name).split(".").at(-1) ?? "";
    const value = textOf(row.variable_value);
    return name !== "" && value !== "" ? [{ name, value }] : [];
  });
}
