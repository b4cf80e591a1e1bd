import type { Problem } from "@/lib/kernel/result";
import { hidden, hiddenByName, isSameName, maskPersonalIn } from "@/lib/privacy/mask-personal";
import {
  maskNamedPhone,
  maskNumber,
  maskPhone,
  maskPhonesIn,
  maskSpokenNumbers,
} from "@/lib/privacy/mask-phones";
import type { KeyRules } from "@/lib/privacy/privacy-choices";
import { rewriteText, rewriteValue, type ValueRewriter } from "@/lib/privacy/rewrite-json";
import type { Sight } from "@/lib/privacy/sight";
import type { EventFacts, Finding, PanelRow, SourcePanel, SourceReport, TrailEvent } from "./event";
import type { Verdict } from "./judge-trail";

export { maskPhone, maskPhonesIn };

/** What stands where somebody's words stood. */
export const hiddenWords = "Hidden: transcript";

/** What stands where the caller's own keys stood. */
const hiddenKeys = "Hidden: keyed digits";

/** What stands beside a recording that isn't linked to. */
const hiddenRecording = "Hidden: recording";

/** Members of logs, attributes and vendors' records that repeat a conversation. */
const transcriptName =
  /transcript|utterance|summary|(?:chat|conversation|dialog|message)s?_?(?:history|log|text)|^(?:chats?|messages|history|userInput|user_?(?:message|query|says)|last_?(?:user_?)?message|botResponse)$/i;

/** SIP names a call like an email address, "a84b4c76e66710@pc33.example.com": searched for by its whole text. */
const callIdName = /^call[-_ ]?id$/i;
const callId = /^(?=[^@]*\d)[^\s@]{6,128}@[\w.:[\]-]{1,253}$/;

/** What one turn of a conversation calls its words, within such a member. */
const wordsName = /^(?:text|content|body|message|msg|value|val)$/i;

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

function maskWith(usual: ValueRewriter, event: TrailEvent, sight: Sight): TrailEvent {
  const rewriter = event.kind === "transcript" && !sight.phones ? ofWords(usual) : usual;
  if (event.kind === "transcript" && !sight.transcripts) {
    const { detail: _detail, link, ...rest } = event;
    return {
      ...rest,
      title: hiddenWords,
      raw: { hidden: "transcript" },
      ...(link ? { link: maskLink(link, sight) } : {}),
    };
  }
  // Keyed digits may be a card's number: they're the caller's data, and not only what was said.
  const isHidden = event.kind === "keyed-in" && !(sight.transcripts && sight.phones);
  const { link, ...rest } = event;
  const isLinkHidden = event.kind === "recording" && !(sight.transcripts && sight.phones);
  const instead = isHidden ? hiddenKeys : isLinkHidden ? hiddenRecording : undefined;
  return {
    ...rest,
    title: rewriteText(event.title, rewriter),
    ...(event.detail === undefined ? {} : { detail: instead ?? rewriteText(event.detail, rewriter) }),
    ...(link && !isLinkHidden ? { link: maskLink(link, sight) } : {}),
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
  return {
    ...panel,
    rows: panel.rows.flatMap((row) =>
      row.madeOf
        ? maskMadeRow(row, row.madeOf, sight, rewriter)
        : [{ ...row, value: maskRow(row, sight, rewriter) }],
    ),
  };
}

/** As the members are masked where they stand: one that lies within a hidden one is gone, and its name with it. */
function maskMadeRow(
  { madeOf: _names, ...row }: PanelRow,
  paths: readonly (readonly string[])[],
  sight: Sight,
  rewriter: ValueRewriter,
): PanelRow[] {
  const hiddenAs = (name: string) => rewriter.member(name, true);
  if (paths.some((path) => path.slice(0, -1).some((name) => hiddenAs(name) !== undefined))) return [];
  const names = paths.flatMap((path) => path.slice(-1));
  const instead = row.value === "" ? undefined : names.map(hiddenAs).find((one) => one !== undefined);
  const value = instead ?? maskRow({ ...row, key: names[0] ?? row.key }, sight, rewriter);
  return [{ ...row, label: rewriter.name(row.label), value }];
}

function maskRow({ kind, key, value }: PanelRow, sight: Sight, usual: ValueRewriter): string {
  if (value === "") return value;
  const isOfWords = kind === "transcript" || transcriptName.test(key);
  if (!sight.transcripts && isOfWords) return hiddenWords;
  if (!sight.phones && kind === "phone") return maskPhone(value);
  const rewriter = isOfWords && !sight.phones ? ofWords(usual) : usual;
  return rewriter.member(key, false) ?? rewriteText(value, rewriter, key);
}

/** For what somebody said and numbers stay masked in: a number that was dictated is grouped in any way. */
function ofWords(rewriter: ValueRewriter): ValueRewriter {
  return { ...rewriter, text: (name, value) => maskSpokenNumbers(rewriter.text(name, value)) };
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
  const mask = (name: string, value: string): string => {
    const isCallId = callIdName.test(name) && callId.test(value);
    const clean = maskNamedPhone(name, isCallId ? value : maskPersonalIn(value));
    const isOfWords = transcriptName.test(name) || (sight.transcripts && wordsName.test(name));
    return isOfWords ? maskSpokenNumbers(clean) : clean;
  };
  const maskText = (name: string, value: string): string => {
    if (value.length > longestKept) return mask(name, value);
    const key = `${name}\n${value}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const clean = mask(name, value);
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
