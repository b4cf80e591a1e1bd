import { z } from "zod";
import { type DeclaredField, noValue } from "../declared-fields";

export const tableProps = z.object({
  name: z.string(),
  partitionKey: z.string(),
  ttlAttribute: z.string(),
  indexes: z.array(z.object({ name: z.string(), partitionKey: z.string() })),
});
export type TableProps = z.infer<typeof tableProps>;

/** What DynamoDB answers of a limit that isn't set, and takes to unset it. */
export const noLimit = -1;

export const tableFields: DeclaredField[] = [
  { path: "name", kept: "identity" },
  { path: "partitionKey", kept: "as-wanted" },
  { path: "ttlAttribute", kept: "as-wanted" },
  { path: "indexes", kept: "as-wanted" },
  { path: "billingMode", kept: "fixed", value: "PAY_PER_REQUEST" },
  { path: "throughputLimits", kept: "fixed", value: noValue },
  { path: "tableClass", kept: "fixed", value: "STANDARD" },
  { path: "resourcePolicy", kept: "fixed", value: noValue },
  {
    path: "deletionProtection",
    kept: "reported",
    value: "false",
    why: "Deletion protection is on for the table, so removing the integration will stop there.",
    wayOut: "Turn off deletion protection in the DynamoDB console before you remove the integration.",
  },
  {
    path: "encryption",
    kept: "reported",
    value: "AWS owned key",
    why: "The table is encrypted with a different key. The functions can't read it if that key isn't available.",
    wayOut: "No action is needed if your company wants this and the functions' roles can use the key.",
  },
  {
    path: "stream",
    kept: "reported",
    value: noValue,
    why: "The table's stream is on. It passes on everything in callers' records.",
    wayOut:
      "No action is needed if your company wants this. Otherwise, turn off the stream in the DynamoDB console.",
  },
  {
    path: "replicas",
    kept: "reported",
    value: noValue,
    why: "The table is replicated to other Regions, which incurs charges and stores callers' records there.",
    wayOut:
      "No action is needed if your company wants this. Otherwise, delete the replicas in the DynamoDB console.",
  },
  {
    path: "pointInTimeRecovery, backups",
    kept: "not-compared",
    why: "A backup contains only what the table contained. Many companies require backups.",
  },
  { path: "contributorInsights, warmThroughput", kept: "not-compared", why: "They don't affect requests." },
];

export function sortIndexes(indexes: TableProps["indexes"]): TableProps["indexes"] {
  return [...indexes].sort((a, b) => a.name.localeCompare(b.name));
}
