import type { Problem } from "@/lib/kernel/result";
import type { KeyRules } from "@/lib/privacy/key-rules";
import { hidden, hiddenByName, isSameName, maskPersonalIn } from "@/lib/privacy/mask-personal";
import { maskNamedPhone, maskNumber, maskPhone, maskPhonesIn } from "@/lib/privacy/mask-phones";
import { rewriteText, rewriteValue, type ValueRewriter } from "@/lib/privacy/rewrite-json";
import type { Sight } from "@/lib/privacy/sight";
import type { EventFacts, Finding, PanelRow, SourcePanel, SourceReport, TrailEvent } from "./event";
import type { Verdict } from "./judge-trail";

export { maskPhone, maskPhonesIn };

/** What stands where somebody's words stood. */
export const hiddenWords = "hidden: what was said";

/** What stands where the caller's own keys stood. */
const hiddenKeys = "hidden: what the caller keyed in";

/** Members of logs, attributes and vendors' records that repeat a conversation. */
const transcriptName =
  /transcript|utterance|summary|(?:chat|conversation|dialog|message)s?_?(?:history|log|text)|^(?:chats?|messages|history|userInput|user_?(?:message|query|says)|last_?(?:user_?)?message|botResponse)$/i;

/** Sources that hold what was said of the caller, and nothing of a system's own: a "name" in them is a person's. */
const sourcesOfCaller: ReadonlySet<string> = new Set(["metadata", "attributes"]);

/** Every way out of the server goes through this: the page, the raw JSON, the ticket's text and exports. */
export function maskReport(report: SourceReport, sight: Sight): SourceReport {
  if (sight.phones && sight.transcripts) return report;
  const rewriter = rewriterOf(sight, sourcesOfCaller.has(report.source));
  if (report.state === "failed") return { ...report, problem: maskProblem(report.problem, sight) };
  return {
    ...report,
    title: rewriteText(report.title, rewriter),
    events: report.events.map((event) => maskWith(rewriter, event, sight)),
    ...(report.panel ? { panel: maskPanel(report.panel, sight, rewriter) } : {}),
  };
}

/** The event's id stays: evidence and addresses point to it. */
export function maskEvent(event: TrailEvent, sight: Sight): TrailEvent {
  return maskWith(rewriterOf(sight, sourcesOfCaller.has(event.source)), event, sight);
}

function maskWith(rewriter: ValueRewriter, event: TrailEvent, sight: Sight): TrailEvent {
  if (event.kind === "transcript" && !sight.transcripts) {
    const { detail: _detail, link, ...rest } = event;
    return {
      ...rest,
      title: hiddenWords,
      raw: { hidden: "what was said" },
      ...(link ? { link: maskLink(link, sight) } : {}),
    };
  }
  const isHidden = event.kind === "keyed-in" && !sight.transcripts;
  return {
    ...event,
    title: rewriteText(event.title, rewriter),
    ...(event.detail === undefined
      ? {}
      : { detail: isHidden ? hiddenKeys : rewriteText(event.detail, rewriter) }),
    ...(event.link ? { link: maskLink(event.link, sight) } : {}),
    ...(event.facts && { facts: maskFacts(event.facts, rewriter) }),
    raw: isHidden ? { hidden: "keyed digits" } : rewriteValue(event.raw, rewriter),
  };
}

/** Statuses and names as a rule; a vendor's own word among them may be any text. */
function maskFacts(facts: EventFacts, rewriter: ValueRewriter): EventFacts {
  const mask = (value: string) => rewriteText(value, rewriter);
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      typeof value === "string" ? mask(value) : typeof value === "object" ? value.map(mask) : value,
    ]),
  );
}

function maskPanel(panel: SourcePanel, sight: Sight, rewriter: ValueRewriter): SourcePanel {
  return { ...panel, rows: panel.rows.map((row) => ({ ...row, value: maskRow(row, sight, rewriter) })) };
}

function maskRow({ kind, key, value }: PanelRow, sight: Sight, rewriter: ValueRewriter): string {
  if (value === "") return value;
  if (!sight.transcripts && (kind === "transcript" || transcriptName.test(key))) return hiddenWords;
  if (!sight.phones && kind === "phone") return maskPhone(value);
  return rewriter.member(key, false) ?? rewriteText(value, rewriter, key);
}

/** Findings are computed from what is in clear, and speak of it. */
export function maskFinding(finding: Finding, sight: Sight): Finding {
  const rewriter = rewriterOf(sight);
  return {
    ...finding,
    title: rewriteText(finding.title, rewriter),
    cause: rewriteText(finding.cause, rewriter),
    nextStep: rewriteText(finding.nextStep, rewriter),
    ...(finding.facts && { facts: maskFacts(finding.facts, rewriter) }),
    ...(finding.since && {
      since: { ...finding.since, change: rewriteText(finding.since.change, rewriter) },
    }),
  };
}

/** Why sources could not be read may repeat what they were asked. */
export function maskVerdict(verdict: Verdict, sight: Sight): Verdict {
  const rewriter = rewriterOf(sight);
  const unread = verdict.unread.map(({ titles, isNeeded, ...reason }) => ({
    ...{ ...maskProblem(reason, sight), isNeeded },
    titles: titles.map((title) => rewriteText(title, rewriter)),
  }));
  return { ...verdict, unread };
}

export function maskProblem(problem: Problem, sight: Sight): Problem {
  const rewriter = rewriterOf(sight);
  return {
    ...problem,
    sentence: rewriteText(problem.sentence, rewriter),
    wayOut: rewriteText(problem.wayOut, rewriter),
    ...(problem.theirWords === undefined ? {} : { theirWords: rewriteText(problem.theirWords, rewriter) }),
  };
}

function maskLink(link: { label: string; href: string }, sight: Sight): { label: string; href: string } {
  return sight.phones ? link : { label: maskPhonesIn(link.label), href: maskPhonesIn(link.href) };
}

/** Events of one report repeat themselves: ARNs, names, whole sentences. Longer texts hardly do. */
const longestKept = 300;

function rewriterOf(sight: Sight, isOfCaller = false): ValueRewriter {
  const known = new Map<string, string>();
  const maskText = (name: string, value: string): string => {
    if (value.length > longestKept) return maskNamedPhone(name, maskPersonalIn(value));
    const key = `${name}\n${value}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const clean = maskNamedPhone(name, maskPersonalIn(value));
    known.set(key, clean);
    return clean;
  };
  const hideMember = (name: string, isInText: boolean) => {
    if (!sight.transcripts && transcriptName.test(name)) return hiddenWords;
    return sight.phones ? undefined : hidePersonal(name, isOfCaller || isInText, sight.keys);
  };
  const hideCut = (value: string) =>
    sight.phones && sight.transcripts ? value : hideInCutJson(value, (name) => hideMember(name, true));
  return {
    member: hideMember,
    text: (name, value) => (sight.phones ? hideCut(value) : maskText(name, hideCut(value))),
    number: (name, value) => (sight.phones ? value : maskDigits(name, value)),
    name: (name) => (sight.phones ? name : maskText("", name)),
  };
}

function hidePersonal(name: string, isOfCaller: boolean, keys: KeyRules | undefined): string | undefined {
  if (keys?.hidden.some((one) => isSameName(one, name))) return hidden.byTenant;
  if (keys?.shown.some((one) => isSameName(one, name))) return undefined;
  return hiddenByName(name, isOfCaller);
}

function maskDigits(name: string, value: number): number | string {
  const text = Number.isSafeInteger(value) ? String(value) : "";
  const masked = maskPersonalIn(text);
  return masked === text ? maskNumber(name, value) : masked;
}

/** A name and the beginning of its text, in JSON whose quotes may be escaped. */
const cutMember = /(\\{0,15}")([\w .-]{1,60})\1\s*:\s*\1/g;

/** Titles and log lines are cut short: what is left of their JSON parses no more, and says no less. */
function hideInCutJson(text: string, hideMember: (name: string) => string | undefined): string {
  if (!text.includes('"')) return text;
  let written = "";
  let from = 0;
  for (const { 0: head, 1: quote = '"', 2: name = "", index } of text.matchAll(cutMember)) {
    const start = index + head.length;
    const instead = index < from ? undefined : hideMember(name);
    if (instead === undefined) continue;
    written += `${text.slice(from, start)}${instead}`;
    from = textEnd(text, quote, start);
  }
  return written + text.slice(from);
}

/** Where a text ends: at its own quote, which a further escape makes one of its letters, or where it was cut. */
function textEnd(text: string, quote: string, start: number): number {
  let end = text.indexOf(quote, start);
  while (end > start && text[end - 1] === "\\") end = text.indexOf(quote, end + 1);
  return end < 0 ? text.length : end;
}
