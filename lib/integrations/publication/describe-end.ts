import { formatUtc } from "@/lib/kernel/format-utc";
import { type GuidePublication, otherTarget, type SeenPublication } from "@/lib/vendors/guide-publication";
import type { PublicationEnd } from "./publication-status";
import type { PublicationOutcome } from "./publication-store";

type Words = Pick<GuidePublication, "thing" | "approval"> & {
  /** The vendor's title. */
  vendor: string;
};

/** Pure. What came of a publication, for people; and what to do next, where there is something to do. */
export function describeEnd(
  { thing, approval, vendor }: Words,
  status: PublicationEnd,
  outcome: PublicationOutcome,
): { sentence: string; wayOut: string } {
  const { problem, seen } = outcome;
  const nothing = "Nothing was published";
  switch (status) {
    case "published":
      return {
        sentence: `${vendor} published ${thing}${at(seen)}.`,
        wayOut: "The guide was checked again afterward.",
      };
    case "awaiting-approval":
      return { sentence: `Not published yet: ${vendor} waits for an approval.`, wayOut: approval };
    case "failed":
      return {
        sentence: `${vendor} reports that publishing ${thing} failed${failedParts(seen)}.`,
        wayOut: `Publish ${thing} once in ${vendor}, and look at what it reports.`,
      };
    case "refused":
      return {
        sentence: `${nothing}: ${vendor} didn't begin. ${problem?.sentence ?? ""}`.trim(),
        wayOut: problem?.wayOut ?? "Plan again.",
      };
    case "changed":
      return {
        sentence: `${nothing}: ${thing} has changed since the plan was made.`,
        wayOut: "Plan again to see what would be published now.",
      };
    case "busy":
      return {
        sentence: `${nothing}: another publication is in progress in ${vendor}, or waits for an approval.`,
        wayOut: "Plan again when it has ended.",
      };
    case "unread":
      return {
        sentence: `${nothing}. ${problem?.sentence ?? "What the plan rests on couldn't be read again."}`,
        wayOut: problem?.wayOut ?? "Plan again.",
      };
    case "unknown":
      return {
        sentence: `It isn't known whether ${thing} was published. ${doubt(vendor, outcome)}`,
        wayOut:
          outcome.unread?.code === otherTarget
            ? outcome.unread.wayOut
            : `Read the state again, or look in ${vendor}. Patchbay hasn't asked twice.`,
      };
  }
}

function at({ changedAt, requestedAt }: Partial<SeenPublication> = {}): string {
  const time = changedAt ?? requestedAt;
  return time === undefined ? "" : ` on ${formatUtc(new Date(time))}`;
}

/** Kinds and states are the vendor's own words. */
function failedParts(seen: SeenPublication | undefined): string {
  const parts = (seen?.parts ?? []).filter(({ state }) => !/^success/i.test(state));
  return parts.length === 0 ? "" : ` (${parts.map(({ kind, state }) => `${kind}: ${state}`).join(", ")})`;
}

function doubt(vendor: string, { problem, seen, unread, loggedAt }: PublicationOutcome): string {
  if (seen !== undefined)
    return `${vendor} had begun, and hadn't ended when Patchbay stopped waiting. ${unread?.sentence ?? "It may wait for an approval."}`;
  // What couldn't be read shows nothing, not even that there was none.
  const logged =
    loggedAt === undefined
      ? (unread?.sentence ?? `Afterward, ${vendor}'s state showed no new publication.`)
      : `${vendor}'s change log shows a publication on ${formatUtc(new Date(loggedAt))}.`;
  return [problem?.sentence, logged].filter((each) => each !== undefined).join(" ");
}
