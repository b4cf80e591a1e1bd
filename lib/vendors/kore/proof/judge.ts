import { type Problem, type Result, succeed } from "@/lib/kernel/result";
import type { GuideCheckResult } from "../../guide-check";
import type { ParsedExport } from "./parse-export";
import { describeDifference, type GivenScript, hashScript, withoutMarker } from "./script-marker";

/** One thing of the guide in one version of the bot. */
export interface Sighting {
  /** unreadable: there, and in a form that isn't known. */
  form: "given" | "older" | "changed" | "absent" | "not-seen" | "unreadable";
  /** Of a script: the version that its marker names; 0 for one without. */
  version?: number;
  /** Of a script: its version is a later one than the guide's. */
  isLater?: true;
  /** Of a script that a node has for each language: it's as given, and not in all of them. */
  isPartial?: true;
  /** Of what was found: whether two versions of the bot have the same. */
  sha256?: string;
  difference?: readonly string[];
  /** What is to be known of it besides, in a sentence. */
  remark?: string;
}

/** Both versions of a bot: each read, or why not. */
export interface BothExports {
  latest: Result<ParsedExport>;
  published: Result<ParsedExport>;
}

/** Where a script belongs: nodes of dialogs have a known form, flows have none. */
export type ScriptPlace = "dialog" | "flow";

/** Pure. Of several copies the best one counts. */
export function sightScript(
  { scripts, unmarkedHashes, hasDialogs, languages }: ParsedExport,
  given: GivenScript & { unmarkedSha256?: string },
  place: ScriptPlace,
): Sighting {
  const wanted = hashScript(given.text);
  const found = scripts
    .filter((script) => script.name === given.name && (place === "flow" || script.place === "dialog"))
    .map((script) => ({ ...script, sha256: hashScript(script.text) }));
  const same = found.find(({ sha256 }) => sha256 === wanted);
  if (same) {
    const written = found.filter(({ sha256 }) => sha256 === wanted).map(({ language }) => language);
    const without = written.includes(undefined) ? [] : languages.filter((each) => !written.includes(each));
    if (without.length > 0)
      return {
        ...{ form: "changed", version: given.version, sha256: same.sha256, isPartial: true },
        difference: without.map((language) => `Missing in the language ${language}`),
      };
    const isOnly = found.every(({ sha256 }) => sha256 === wanted);
    const remark = isOnly ? {} : { remark: "The bot has another copy, which differs from it." };
    return { form: "given", version: given.version, sha256: same.sha256, ...remark };
  }
  const [newest] = found.sort((one, other) => other.version - one.version);
  if (newest) {
    const { version, text, sha256 } = newest;
    if (version < given.version) return { form: "older", version, sha256 };
    return {
      ...{ form: "changed", version, sha256, difference: describeDifference(given.text, text) },
      ...(version > given.version ? { isLater: true } : {}),
    };
  }
  const unmarked = [given.unmarkedSha256, hashScript(withoutMarker(given))].find(
    (each) => each !== undefined && unmarkedHashes.has(each),
  );
  if (unmarked !== undefined) return { form: "older", version: 0, sha256: unmarked };
  if (place === "dialog" && hasDialogs) {
    const isLoose = scripts.some((script) => script.name === given.name && script.place === "loose");
    return isLoose
      ? { form: "absent", remark: "A copy is in a node that no dialog uses." }
      : { form: "absent" };
  }
  return { form: "not-seen" };
}

/** In a version that may not have been read. */
export function sightIn(
  parsed: Result<ParsedExport>,
  sight: (parsed: ParsedExport) => Sighting,
): Result<Sighting> {
  return parsed.ok ? succeed(sight(parsed.value)) : parsed;
}

/** How a thing is spoken of: "The script", "The Service node". */
export interface Naming {
  row: string;
  thing: string;
}

/** Pure. What the two versions of the bot together say of one step. */
export function judgeBoth(
  { row, thing }: Naming,
  latest: Result<Sighting>,
  published: Result<Sighting>,
): GuideCheckResult {
  if (!published.ok) return withoutPublished({ row, thing }, latest, published.problem);
  return judgeLive({ row, thing }, latest, published.value);
}

function judgeLive({ row, thing }: Naming, latest: Result<Sighting>, live: Sighting): GuideCheckResult {
  const next = latest.ok ? latest.value : undefined;
  const facts = factsOf(live);
  // Whoever reads only of what callers reach must not take it for what stands in development.
  const unread = latest.ok ? undefined : `Couldn't read the bot in development. ${latest.problem.sentence}`;
  const remark = live.remark ?? next?.remark ?? unread;
  const result = (
    code: GuideCheckResult["code"],
    ...sentences: (string | undefined)[]
  ): GuideCheckResult => ({
    row,
    code,
    detail: [...sentences, remark].filter((each) => each !== undefined).join(" "),
    facts,
  });
  if (live.form === "given") {
    if (next && next.form !== "given")
      return {
        ...result(
          "published",
          `${thing} is published as given.`,
          `${thing} differs in development: publishing the bot would replace it.`,
        ),
        ...differenceOf(next),
      };
    return result("published", `${thing} is published as given.`);
  }
  if (next?.form === "given")
    return result(
      "development-only",
      `${thing} is as given in development, and callers don't reach it yet.`,
      "Publish the bot.",
    );
  const best = next && rank(next) > rank(live) ? next : live;
  switch (best.form) {
    case "older":
      return {
        ...result("older", describeOlder(thing, best), "Paste it again, and publish the bot."),
        ...differenceOf(best),
      };
    case "changed":
      return {
        ...result("changed", describeChanged(thing, best), "Compare it with what is given here."),
        ...differenceOf(best),
      };
    case "unreadable":
      return result("unknown", `${thing} is there, in a form that Patchbay can't read.`);
    case "absent":
      return result(
        "absent",
        `${thing} isn't in a dialog of the bot.`,
        "Add it as described, and publish the bot.",
      );
    default:
      return result(
        "not-seen",
        `${thing} wasn't seen in the export of the bot. It may be there all the same: how an export writes this part isn't known.`,
      );
  }
}

function describeOlder(thing: string, { version }: Sighting): string {
  if (version === 0)
    return `${thing} has no first line by which Patchbay finds it: an earlier version of this guide gave none, or it was removed.`;
  return `${thing} is the one of an earlier version of this guide${version === undefined ? "" : ` (version ${version})`}.`;
}

function describeChanged(thing: string, { isLater, isPartial, version }: Sighting): string {
  if (isPartial) return `${thing} is as given, and isn't in every language of the bot.`;
  return isLater
    ? `${thing} is of a later version of this guide (version ${version}).`
    : `${thing} was edited after it was pasted.`;
}

function withoutPublished(
  { row, thing }: Naming,
  latest: Result<Sighting>,
  problem: Problem,
): GuideCheckResult {
  if (problem.code === notPublished.code && latest.ok) return judgeUnpublished({ row, thing }, latest.value);
  const why = `${problem.sentence} ${problem.wayOut}`;
  const inDevelopment =
    latest.ok && latest.value.form === "given" ? ` ${thing} is as given in development.` : "";
  return { row, code: "unknown", detail: `Couldn't read the published bot. ${why}${inDevelopment}` };
}

/** Callers reach nothing of a bot that was never published: what is left to do is in development. */
function judgeUnpublished({ row, thing }: Naming, latest: Sighting): GuideCheckResult {
  if (latest.form === "given")
    return {
      ...{ row, code: "development-only", facts: factsOf(latest) },
      detail: `${thing} is as given in development. ${notPublished.sentence} ${notPublished.wayOut}`,
    };
  const judged = judgeLive({ row, thing }, succeed(latest), latest);
  return { ...judged, detail: `${judged.detail} ${notPublished.sentence}` };
}

export const notPublished: Problem = {
  code: "kore-not-published",
  sentence: "Kore has no published version of the bot.",
  wayOut: "Publish the bot.",
};

/** Neither of the two that found nothing outranks the other: callers reach the published bot. */
function rank({ form }: Sighting): number {
  return { absent: 0, "not-seen": 0, unreadable: 1, changed: 2, older: 3, given: 4 }[form];
}

function factsOf({ version, sha256 }: Sighting): Record<string, string> {
  return {
    ...(version === undefined ? {} : { version: String(version) }),
    ...(sha256 === undefined ? {} : { sha256 }),
  };
}

function differenceOf({ difference }: Sighting): { difference?: readonly string[] } {
  return difference && difference.length > 0 ? { difference } : {};
}
