import type { CallCounts } from "@/lib/integrations/count-calls";
import type { IntegrationId } from "@/lib/kernel/ids";

/** "22 of 24 calls have findings": about the last 24 hours. */
export function sayCalls(counts: CallCounts | undefined): string {
  const { calls = 0, withFindings = 0, withoutVerdict = 0 } = counts ?? {};
  if (calls === 0)
    return "No call of the last 24 hours has been scanned for findings yet. Calls are scanned within minutes of their end.";
  const all = calls === 1 ? "1 call was" : `${calls} calls were`;
  const found = withFindings === 0 ? "no findings" : `${withFindings} with findings`;
  const open = withoutVerdict === 0 ? "" : `, ${withoutVerdict} without a verdict`;
  return `${all} scanned in the last 24 hours: ${found}${open}.`;
}

/** The list of these calls: those of one integration with findings, of the usual 24 hours. */
export function addressOfCalls(slug: string, integrationId: IntegrationId): string {
  return `/${slug}/contacts?integration=${integrationId}&findings=only`;
}
