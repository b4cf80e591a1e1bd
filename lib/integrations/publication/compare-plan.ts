import { createHash } from "node:crypto";
import type { Problem } from "@/lib/kernel/result";
import type { GuideCheckResult } from "@/lib/vendors/guide-check";
import type { PublicationSight, SeenPublication } from "@/lib/vendors/guide-publication";
import type { PlannedRow, PublicationPlan } from "./publication-store";

/** Pure. What a plan keeps of what was seen. */
export function planOf(
  { target, changes, last }: PublicationSight,
  results: readonly GuideCheckResult[],
): PublicationPlan {
  return {
    target,
    rows: results.map(printRow),
    changes: changes.ok
      ? { known: structuredClone(changes.value) as KnownChanges }
      : { unread: changes.problem },
    last: structuredClone(last) as PublicationPlan["last"],
  };
}

type KnownChanges = Extract<PublicationPlan["changes"], { known: unknown }>["known"];

function printRow({ row, code, facts = {}, difference = [] }: GuideCheckResult): PlannedRow {
  const seen = JSON.stringify([Object.entries(facts).sort(), difference]);
  return { row, code, sha256: createHash("sha256").update(seen).digest("hex") };
}

/** Pure. Whether a change after the plan would be noticed: where nothing can be read, nothing may be published either. */
export function noticesChanges(plan: PublicationPlan): boolean {
  return noticesEveryChange(plan) || plan.rows.some(({ code }) => code !== "unknown");
}

/** Pure. Whether anyone's change would be noticed. Otherwise only those would that concern the guide's own steps. */
export function noticesEveryChange({ changes }: PublicationPlan): boolean {
  return "known" in changes && changes.known.showsNewest;
}

export type Comparison = { kind: "same" } | { kind: "changed" } | { kind: "unread"; problem: Problem };

/**
 * Pure. Whether what would be published is what was planned. What the plan didn't know can't differ; what it knew and can't be
 * read again isn't taken to be the same.
 */
export function comparePlan(
  planned: PublicationPlan,
  sight: PublicationSight,
  results: readonly GuideCheckResult[],
): Comparison {
  const now = planOf(sight, results);
  if (planned.target.id !== now.target.id || planned.target.name !== now.target.name)
    return { kind: "changed" };
  if (!isSamePublication(planned.last, now.last)) return { kind: "changed" };
  const [log, logNow] = [planned.changes, now.changes];
  if ("known" in log && "known" in logNow && !isSameLog(log.known, logNow.known)) return { kind: "changed" };
  const known = planned.rows.filter(({ code }) => code !== "unknown");
  const rowNow = (row: string) => now.rows.find((each) => each.row === row);
  const isOther = known.some(({ row, code, sha256 }) => {
    const other = rowNow(row);
    return (
      other !== undefined && other.code !== "unknown" && (other.code !== code || other.sha256 !== sha256)
    );
  });
  if (isOther) return { kind: "changed" };
  if ("known" in log && "unread" in logNow) return { kind: "unread", problem: logNow.unread };
  if (noticesEveryChange(planned) && !noticesEveryChange(now)) return { kind: "unread", problem: tooLong };
  const lost = known.find(({ row }) => (rowNow(row)?.code ?? "unknown") === "unknown");
  if (lost === undefined) return { kind: "same" };
  return { kind: "unread", problem: unreadRow(lost.row, results) };
}

function isSameLog(one: KnownChanges, other: KnownChanges): boolean {
  return one.since === other.since && one.newestAt === other.newestAt && one.total === other.total;
}

/** Pure. By the vendor's ID of it and by when it was asked for: none at all is another one, too. */
export function isSamePublication(
  one: Pick<SeenPublication, "id" | "requestedAt">,
  other: Pick<SeenPublication, "id" | "requestedAt">,
): boolean {
  return one.id === other.id && one.requestedAt === other.requestedAt;
}

const tooLong: Problem = {
  code: "publication-log-too-long",
  sentence: "The change log has become too long to compare it with the plan.",
  wayOut: "Plan again.",
};

function unreadRow(row: string, results: readonly GuideCheckResult[]): Problem {
  const detail = results.find((each) => each.row === row)?.detail;
  return {
    code: "publication-row-unread",
    sentence: detail ?? "A step of the guide couldn't be checked again.",
    wayOut: "Plan again.",
  };
}
