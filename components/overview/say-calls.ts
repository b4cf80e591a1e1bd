import type { CallCounts } from "@/lib/integrations/count-calls";

/** "22 of 24 calls have findings": about the last 24 hours. */
export function sayCalls(counts: CallCounts | undefined): string {
  const { calls = 0, withFindings = 0, withoutVerdict = 0 } = counts ?? {};
  if (calls === 0) return "No calls were checked in the last 24 hours.";
  const all = calls === 1 ? "1 call was" : `${calls} calls were`;
  const found = withFindings === 0 ? "none has findings" : `${withFindings} with findings`;
  const open = withoutVerdict === 0 ? "" : `, ${withoutVerdict} without a verdict`;
  return `${all} checked in the last 24 hours: ${found}${open}.`;
}

const maxCodes = 4;

/** "6 × Post refused, 3 × Caller hung up and 2 other kinds". */
export function sayCodes({ codes }: CallCounts): string {
  const told = codes.slice(0, maxCodes).map(({ name, calls }) => `${calls} × ${name}`);
  const more = codes.length - told.length;
  return `${told.join(", ")}${more > 0 ? ` and ${more} other ${more === 1 ? "kind" : "kinds"}` : ""}`;
}

/** The list of these calls: those of one integration with findings, of the usual 24 hours. */
export function addressOfCalls(slug: string, integrationId: string): string {
  return `/${slug}/contacts?integration=${integrationId}&findings=only`;
}
