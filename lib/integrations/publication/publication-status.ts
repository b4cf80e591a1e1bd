/**
 * planned: nothing was asked for yet. queued, publishing: a worker has it. The others are ends. published: the vendor says so.
 * awaiting-approval: a person at the vendor has to approve it, so callers notice nothing yet. failed: the vendor began, and says
 * that it failed. refused: the vendor didn't begin. changed: what is published differs from the plan, so nothing was asked for.
 * busy: another publication is in progress there. unread: what the plan rests on couldn't be read again. unknown: it may or may
 * not have been published.
 */
export const publicationStatuses = [
  "planned",
  "queued",
  "publishing",
  "published",
  "awaiting-approval",
  "failed",
  "refused",
  "changed",
  "busy",
  "unread",
  "unknown",
] as const;
export type PublicationStatus = (typeof publicationStatuses)[number];
export type PublicationEnd = Exclude<PublicationStatus, "planned" | "queued" | "publishing">;

export function isUnderWay(status: PublicationStatus): boolean {
  return status === "queued" || status === "publishing";
}

/** The vendor may come to another end later, so that looking again makes sense. */
export function isOpenEnd(status: PublicationStatus): status is "awaiting-approval" | "unknown" {
  return status === "awaiting-approval" || status === "unknown";
}
