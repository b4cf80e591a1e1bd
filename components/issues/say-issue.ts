import { type IssueKey, noIntegration } from "@/lib/contacts/issues/issue";
import type { IntegrationId } from "@/lib/kernel/ids";

export type ChartRange = "day" | "month";

const stretches: Record<ChartRange, { bar: string; whole: string }> = {
  day: { bar: "hour", whole: "24 hours" },
  month: { bar: "day", whole: "30 days" },
};

/** A chart in words: "Contacts per day over the last 30 days: 12, at most 5 in one day." */
export function sayChart(counts: readonly number[], range: ChartRange): string {
  const { bar, whole } = stretches[range];
  const all = counts.reduce((sum, count) => sum + count, 0);
  const most = Math.max(0, ...counts);
  const peak = all > 0 ? `${all}, at most ${most} in one ${bar}` : "none";
  return `Contacts per ${bar} over the last ${whole}: ${peak}.`;
}

export function sayContacts(count: number): string {
  return count === 1 ? "1 contact" : `${count.toLocaleString("en-US")} contacts`;
}

/** `names`: those of the integrations that there are. */
export function nameOwner({ integrationId }: IssueKey, names: ReadonlyMap<IntegrationId, string>): string {
  if (integrationId === noIntegration) return "No integration";
  return names.get(integrationId) ?? "Deleted integration";
}
