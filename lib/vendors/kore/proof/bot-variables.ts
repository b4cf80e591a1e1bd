import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/engine/fingerprint";
import { isPlainObject } from "@/lib/kernel/plain-json";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { lostAnswerCodes } from "@/lib/net/guard-host";
import { malformed } from "../answer-problems";
import { type AskingFor, type KoreBot, requestKore } from "../ask-kore";
import { koreScopes } from "../scopes";

/** A variable of a bot as Kore exports it. Other variables' values are the tenant's: they stay in memory for one check. */
export interface BotVariable {
  key: string;
  /** env, or locale for the texts of a language. */
  type: string;
  /** Empty for a secured one. */
  value: string;
  isSecured: boolean;
  /** As exported, to put it back. */
  exported: Readonly<Record<string, unknown>>;
}

const path = (call: string) => `/api/1.1/public/builder/bot/{botId}/variables/${call}` as const;

export async function fetchVariables(bot: KoreBot, asking: AskingFor): Promise<Result<BotVariable[]>> {
  const answer = await requestKore(
    bot,
    { method: "POST", path: path("export"), scope: koreScopes.exportVariables },
    asking,
  );
  if (!answer.ok) return answer;
  const variables = parseVariables(answer.value);
  return variables ? succeed(variables) : fail(malformed(bot.settings.host));
}

/** Pure. A list, or a list among collections. undefined for anything else. */
function parseVariables(value: unknown): BotVariable[] | undefined {
  const list = isPlainObject(value) ? value.botVariables : value;
  if (!Array.isArray(list)) return undefined;
  return list.filter(isPlainObject).flatMap((exported) => {
    const { key, variableType, value: text, isSecured } = exported;
    return typeof key === "string"
      ? [
          {
            key,
            type: typeof variableType === "string" ? variableType : "env",
            value: typeof text === "string" ? text : "",
            isSecured: isSecured === true,
            exported,
          },
        ]
      : [];
  });
}

interface Wanted {
  key: string;
  value: string;
}

/** What became of setting it: nothing to do, done, or why not. */
export type SetVariable = Result<{
  outcome: "unchanged" | "set";
  /** Names of the bot's secured variables: an export has no values of theirs, so nobody can compare them. */
  notCompared: readonly string[];
}>;

/**
 * Sets one environment variable of the bot and touches no other. Kore's documentation doesn't agree with itself on whether
 * an import replaces what isn't in it, so all others are compared before and after; if one isn't equal, ours is put back, and
 * the problem says so. One that is gone, or was emptied, is put back with it. One that has another value was edited by someone
 * in the meantime, because no import of ours has it: that is left as it is. A secured variable is never imported: its value
 * comes out of an export empty. Throws when the signal is aborted before anything was sent; after that each request has its
 * own time alone.
 */
export async function setVariable(bot: KoreBot, wanted: Wanted, asking: AskingFor): Promise<SetVariable> {
  const before = await fetchVariables(bot, asking);
  if (!before.ok) return before;
  const mine = before.value.filter(({ key }) => key === wanted.key);
  if (mine.some(({ type, isSecured }) => type !== "env" || isSecured)) return fail(nameTaken(wanted.key));
  const [old] = mine;
  if (old?.value === wanted.value) return succeed({ outcome: "unchanged", notCompared: [] });
  // From here on nothing stops it halfway: what stood there before is known only now.
  const unstopped = { timeoutMs: asking.timeoutMs };
  const written = await importVariables(bot, [{ ...importable(old), ...wanted }], unstopped);
  if (!written.ok && !mayHaveBeenDone.has(written.problem.code)) return written;
  let after = await fetchVariables(bot, unstopped);
  // One failed read must not be the end of it.
  if (!after.ok) after = await fetchVariables(bot, unstopped);
  if (!after.ok) return fail(notReadBack(wanted.key, after.problem));
  const { touched, edited } = compareOthers(before.value, after.value, wanted.key);
  if (touched.length + edited.length > 0)
    return putBack(
      bot,
      { before: before.value, after: after.value, touched, edited, old, key: wanted.key },
      unstopped,
    );
  const isSet = after.value.some(
    ({ key, type, value }) => key === wanted.key && type === "env" && value === wanted.value,
  );
  if (isSet) return succeed({ outcome: "set", notCompared: securedIn(before.value) });
  return written.ok ? fail(notSet(wanted.key)) : written;
}

function securedIn(variables: readonly BotVariable[]): string[] {
  return variables.flatMap(({ key, isSecured }) => (isSecured ? [key] : [])).sort();
}

/** For people: at most as many as anyone reads. */
export function listNames(names: readonly string[]): string {
  const more = names.length - maxNames;
  return `${names.slice(0, maxNames).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}
const maxNames = 20;

/** Problems of a request whose answer was lost: Kore may have done it. */
const mayHaveBeenDone: ReadonlySet<string> = new Set([...lostAnswerCodes, "kore-down", "kore-malformed"]);

async function importVariables(
  bot: KoreBot,
  variables: readonly Record<string, unknown>[],
  asking: AskingFor,
): Promise<Result<unknown>> {
  return requestKore(
    bot,
    { method: "POST", path: path("import"), body: [...variables], scope: koreScopes.importVariables },
    asking,
  );
}

/** The members that an import takes. */
function importable(variable: BotVariable | undefined): Record<string, unknown> {
  const { hint, scope, localeData, key, value } = variable?.exported ?? {};
  return {
    ...(variable ? { key, ...(value === undefined ? {} : { value }) } : {}),
    hint: typeof hint === "string" && hint !== "" ? hint : "Patchbay sets it.",
    variableType: variable?.type ?? "env",
    scope: typeof scope === "string" ? scope : "prePopulated",
    ...(localeData === undefined ? {} : { localeData }),
  };
}

interface Others {
  /** Different in a way that an import may have caused. */
  touched: BotVariable[];
  /** With something else in it, which no import brought. */
  edited: BotVariable[];
}

/** Pure. The others as they were, where they are different afterward, or gone. One that came up in between is somebody's new one. */
function compareOthers(
  before: readonly BotVariable[],
  after: readonly BotVariable[],
  except: string,
): Others {
  const now = byName(after);
  const different = before.filter((each) => {
    const other = now.get(nameOf(each));
    return each.key !== except && (other === undefined || hashOf(other) !== hashOf(each));
  });
  const edited = different.filter((each) => isEdited(each, now.get(nameOf(each))));
  return { touched: different.filter((each) => !edited.includes(each)), edited };
}

/** An import of ours has one variable: it can lose others, and gives none a value or makes it secure. */
function isEdited(before: BotVariable, now: BotVariable | undefined): boolean {
  if (now === undefined) return false;
  if (now.isSecured !== before.isSecured) return true;
  const [was, is] = [contentOf(before), contentOf(now)];
  return is !== was && is !== '""' && is !== "{}";
}

function contentOf({ type, exported: { value, localeData } }: BotVariable): string {
  return canonicalJson(type === "env" ? (value ?? "") : (localeData ?? {}));
}

function nameOf({ type, key }: BotVariable): string {
  return `${type} ${key}`;
}

function byName(variables: readonly BotVariable[]): Map<string, BotVariable> {
  return new Map(variables.map((each) => [nameOf(each), each]));
}

function namesOf(variables: readonly BotVariable[]): string[] {
  return variables.map(({ key }) => key);
}

function hashOf({ exported }: BotVariable): string {
  return createHash("sha256").update(canonicalJson(exported)).digest("hex");
}

interface PutBack {
  before: readonly BotVariable[];
  after: readonly BotVariable[];
  touched: readonly BotVariable[];
  edited: readonly BotVariable[];
  old: BotVariable | undefined;
  key: string;
}

async function putBack(
  bot: KoreBot,
  { before, after, touched, edited, old, key }: PutBack,
  asking: AskingFor,
): Promise<SetVariable> {
  const isOpen = ({ isSecured }: BotVariable) => !isSecured;
  const open = [...touched, ...(old ? [old] : [])].filter(isOpen);
  if (open.length > 0)
    await importVariables(
      bot,
      open.map((each) => ({ ...importable(each), hint: each.exported.hint ?? "" })),
      asking,
    );
  const now = await fetchVariables(bot, asking);
  const count = touched.length;
  // Those that are gone are named already.
  const doubtful = (left: readonly string[]) => securedIn(before).filter((name) => !left.includes(name));
  const isLeft = old === undefined && after.some((each) => each.key === key);
  if (touched.length === 0) return fail(editedMeanwhile(key, namesOf(edited), isAsBefore(old, now, isLeft)));
  if (!now.ok)
    return fail(
      notSeenPutBack({ count, names: namesOf(touched), doubtful: doubtful(namesOf(touched)) }, now.problem),
    );
  const names = namesOf(compareOthers(before, now.value, key).touched);
  return fail(othersTouched({ count, names, doubtful: doubtful(names), stays: isLeft ? key : undefined }));
}

/** What is there of our own after all; undefined: it isn't known. */
function isAsBefore(
  old: BotVariable | undefined,
  now: Result<readonly BotVariable[]>,
  isLeft: boolean,
): boolean | undefined {
  if (old === undefined) return !isLeft;
  if (!now.ok) return undefined;
  const own = byName(now.value).get(nameOf(old));
  return own !== undefined && contentOf(own) === contentOf(old);
}

const screen = "App Settings › Environment Variables";

function nameTaken(key: string): Problem {
  return {
    code: "kore-variable-taken",
    sentence: `The bot has another kind of variable named ${key}. Nothing was changed.`,
    wayOut: `In Kore, open ${screen}, and rename or delete it. It must be an environment variable that isn't secure.`,
  };
}

function notReadBack(key: string, { sentence }: Problem): Problem {
  return {
    code: "kore-variable-unknown",
    sentence: `${key} was sent to Kore, and the variables couldn't be read back: whether it is set, and whether the others are as they were, isn't known. ${sentence}`,
    wayOut: `In Kore, open ${screen}, and check all variables. Then check the guide again.`,
  };
}

function notSet(key: string): Problem {
  return {
    code: "kore-variable-not-set",
    sentence: `Kore accepted the value of ${key}, and the bot doesn't have it.`,
    wayOut: `Enter it yourself in Kore: ${screen}.`,
  };
}

interface Touched {
  count: number;
  /** Those that aren't as they were; or of which that isn't known. */
  names: readonly string[];
  /** Secured variables whose values nobody can compare. */
  doubtful: readonly string[];
  /** Our own, which wasn't there before and can't be deleted by API. */
  stays?: string | undefined;
}

function editedMeanwhile(key: string, names: readonly string[], isBack: boolean | undefined): Problem {
  const own =
    isBack === undefined
      ? `whether ${key} has its earlier value isn't known.`
      : isBack
        ? `${key} is as it was.`
        : `${key} has its new value.`;
  return {
    code: "kore-variables-edited",
    sentence: `Someone edited other variables of the bot at the same time: ${listNames(names)}. Patchbay left these as they are; ${own}`,
    wayOut: `In Kore, open ${screen}, and check these. Then set the URL again.`,
  };
}

function alsoTouched(count: number): string {
  return `With Kore's import, ${count === 1 ? "1 other variable" : `${count} other variables`} of the bot changed`;
}

function securedNote(doubtful: readonly string[]): string {
  return doubtful.length === 0
    ? ""
    : ` Whether these secured variables still have their values isn't known: ${listNames(doubtful)}.`;
}

function notSeenPutBack({ count, names, doubtful }: Touched, { sentence }: Problem): Problem {
  return {
    code: "kore-variables-unknown",
    sentence: `${alsoTouched(count)}. Whether Patchbay could put them back isn't known: ${listNames(names)}. ${sentence}${securedNote(doubtful)}`,
    wayOut: `Check these in Kore before anyone publishes the bot: ${screen}.`,
  };
}

function othersTouched({ count, names, doubtful, stays }: Touched): Problem {
  const secured = securedNote(doubtful);
  const own = stays === undefined ? "" : ` ${stays} is in the bot now.`;
  return names.length === 0
    ? {
        code: "kore-variables-touched",
        sentence: `${alsoTouched(count)}. Patchbay put them back, and sets no value this way.${own}${secured}`,
        wayOut: `In Kore, open ${screen}, check all variables, and enter the value yourself.`,
      }
    : {
        code: "kore-variables-lost",
        sentence: `${alsoTouched(count)}, and Patchbay couldn't put back: ${listNames(names)}.${own}${secured}`,
        wayOut: `Correct these in Kore before anyone publishes the bot: ${screen}.`,
      };
}
