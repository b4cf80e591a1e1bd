import type { Trail } from "@/lib/trail/event";
import { evidencePlaces } from "@/lib/trail/evidence-places";
import type { Verdict } from "@/lib/trail/judge-trail";
import { sayVerdict } from "@/lib/trail/say-verdict";
import { listHops } from "@/lib/vendors/hop-table";

/** A ticket is read by people, and most systems cut a text that is longer. */
const maxEvents = 300;

/** What only the console knows of a contact. */
export interface TicketHead {
  /** The tenant's name. */
  tenant: string;
  /** Name of the integration that had the call, where that is known. */
  integration?: string | undefined;
  /** What was found earlier and isn't seen anymore: names, and when: ISO 8601. */
  earlier?: { seenAt: string; names: readonly string[] } | undefined;
}

/**
 * A trail as plain text for a ticket: where and what it is, what is wrong and the next step, and below that the timeline in
 * UTC. `{link}` and `{time FROM TO}` (ISO 8601) in it are for the browser, which alone knows the address and the reader's
 * time zone (finish-ticket.ts). A ticket goes to more people than this page: phone numbers are cut short, and attributes,
 * metadata and transcripts stay out. Pure.
 */
export function ticketText(
  trail: Trail,
  verdict: Verdict,
  { tenant, integration, earlier }: TicketHead,
): string {
  const titles = new Map<string, string>(listHops().map(({ id, title }) => [id, title]));
  const titleOf = (hop: string) => titles.get(hop) ?? hop;
  const [first] = trail.events;
  const last = trail.events.at(-1);
  const failed = trail.sources.filter(({ state }) => state === "failed").map(({ title }) => title);
  const [worst] = trail.findings;
  const found = [...trail.findings.map(({ title }) => title), ...(earlier?.names ?? [])];
  const lines = [
    "{link}",
    `Tenant: ${tenant}`,
    ...(integration ? [`Integration: ${integration}`] : []),
    `Contact: ${trail.contactId}`,
    first && last ? `Time: {time ${first.at} ${last.at}}` : "No source has an event for this contact.",
    sayVerdict(verdict) ?? `Verdict: ${found.join("; ")}`,
    ...(worst ? [`Next step: ${worst.nextStep}`] : []),
    ...(failed.length === 0 ? [] : [`Couldn't be read: ${failed.join(", ")}`]),
    ...(found.length === 0 ? [] : ["", "Findings"]),
    ...trail.findings.flatMap(({ title, cause, nextStep, evidence, since }) => [
      `- ${title}`,
      `  Cause: ${cause}`,
      ...(since ? [`  Based on the state at ${since.seenAt}. It has changed since: ${since.change}`] : []),
      `  Next: ${nextStep}`,
      ...evidenceLine(trail, evidence),
    ]),
    ...(earlier ? [`- Found at ${earlier.seenAt}, and no longer visible: ${earlier.names.join(", ")}`] : []),
    ...(first === undefined ? [] : ["", "Timeline (UTC)"]),
    ...trail.events
      .slice(0, maxEvents)
      .map(
        ({ at, hop, severity, title, detail }, index) =>
          `${index + 1}. ${at} ${severityMarks[severity]}[${titleOf(hop)}] ${[title, detail].filter(Boolean).join(" – ")}`,
      ),
    ...(trail.events.length > maxEvents ? [`… and ${trail.events.length - maxEvents} more`] : []),
    ...(trail.uncertain.length === 0 ? [] : ["", "At the same time, possibly another call"]),
    ...trail.uncertain.map(
      ({ at, hop, title, detail }) =>
        `- ${at} [${titleOf(hop)}] ${[title, detail].filter(Boolean).join(" – ")}`,
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
