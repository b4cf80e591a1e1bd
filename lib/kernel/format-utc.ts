/** "2026-03-04 10:00 UTC": in sentences that are also read far from the browser's time zone. */
export function formatUtc(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
