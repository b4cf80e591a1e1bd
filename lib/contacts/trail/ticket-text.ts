import type { Trail } from "@/lib/trail/event";
import { evidencePlaces } from "@/lib/trail/evidence-places";
import type { Verdict } from "@/lib/trail/judge-trail";
import { sayVerdict } from "@/lib/trail/say-verdict";

/** A ticket is read by people, and most systems cut a text that is longer. */
const maxEvents = 300;

/**
 * A trail as plain text for a ticket: the contact, its times, what is wrong, and the time line in UTC. A ticket goes to
 * more people than this page: phone numbers are cut short, and attributes, metadata and talks stay out. Pure.
 */
export function ticketText(trail: Trail, verdict: Verdict): string {
  const [first] = trail.events;
  const last = trail.events.at(-1);
  const failed = trail.sources.filter(({ state }) => state === "failed").map(({ title }) => title);
  const lines = [
    `Contact ${trail.contactId}`,
    first && last ? `From ${first.at} to ${last.at} (UTC)` : "No source has an event for this contact.",
    ...(failed.length === 0 ? [] : [`Could not be read: ${failed.join(", ")}`]),
    "",
    sayVerdict(verdict) ?? "Findings",
    ...trail.findings.flatMap(({ title, cause, nextStep, evidence, since }) => [
      `- ${title}`,
      `  Cause: ${cause}`,
      ...(since ? [`  Based on the state at ${since.seenAt}. It has changed since: ${since.change}`] : []),
      `  Next: ${nextStep}`,
      ...evidenceLine(trail, evidence),
    ]),
    ...(first === undefined ? [] : ["", "Time line"]),
    ...trail.events
      .slice(0, maxEvents)
      .map(
        ({ at, hop, severity, title, detail }, index) =>
          `${index + 1}. ${at} ${severityMarks[severity]}[${hop}] ${[title, detail].filter(Boolean).join(" – ")}`,
      ),
    ...(trail.events.length > maxEvents ? [`… and ${trail.events.length - maxEvents} more`] : []),
    ...(trail.uncertain.length === 0 ? [] : ["", "At the same time, possibly another call"]),
    ...trail.uncertain.map(
      ({ at, hop, title, detail }) => `- ${at} [${hop}] ${[title, detail].filter(Boolean).join(" – ")}`,
    ),
  ];
  return `${lines.map(cutNumbers).join("\n")}\n`;
}

const severityMarks = { info: "", unknown: "(?) ", good: "", attention: "(!) ", bad: "(FAILED) " } as const;

function evidenceLine(trail: Trail, evidence: readonly string[]): string[] {
  const places = evidencePlaces(trail.events, evidence);
  return places.length === 0 ? [] : [`  Evidence: ${places.join(", ")} of the timeline`];
}

/** "+12065550123" as "+120…23". */
function cutNumbers(line: string): string {
  return line.replace(/\+[1-9]\d{6,14}(?!\d)/g, (number) => `${number.slice(0, 4)}…${number.slice(-2)}`);
}
