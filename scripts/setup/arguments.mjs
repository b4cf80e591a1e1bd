import { parseArgs } from "node:util";
import { sentenceOf, ToldError } from "./told-error.mjs";
import { withoutEmpty } from "./without-empty.mjs";

/**
 * What a command understands. An option is a word after `--` without a value.
 *
 * @typedef {{
 *   command: string, does: string, options?: Record<string, string>,
 *   words?: { name: string, of?: readonly string[], most?: number },
 *   takes?: string, passes?: string,
 * }} Command `takes`: the one word of any text that it needs; `words` are those that it can be asked for, by name (without `of`, the program itself says which there are); `passes`: whatever else is said goes on to this program
 */

/**
 * @param {Command} command @param {string[]} [argv]
 * @returns {{ wantsHelp: boolean, options: Set<string>, words: string[], rest: string[] }}
 * @throws {ToldError} when it is asked for something that it does not know
 */
export function parseCommandLine(command, argv = process.argv.slice(2)) {
  if (argv.includes("--help") || argv.includes("-h"))
    return { wantsHelp: true, options: new Set(), words: [], rest: [] };
  if (command.passes) return { wantsHelp: false, options: new Set(), words: [], rest: argv };
  const known = Object.keys(command.options ?? {});
  const { tokens } = parseArgs({ args: argv, strict: false, allowPositionals: true, tokens: true });
  /** @type {Set<string>} */
  const options = new Set();
  /** @type {string[]} */
  const words = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind === "option") {
      if (!known.includes(token.name)) throw unknown(command, `option ${token.rawName}`);
      options.add(token.name);
    }
  }
  if (command.takes) {
    if (words.length === 1) return { wantsHelp: false, options, words, rest: [] };
    throw new ToldError(`${command.command} takes one ${command.takes}. See ${command.command} -- --help.`);
  }
  const allowed = command.words ? command.words.of : [];
  const wrong = words.find((word) => allowed !== undefined && !allowed.includes(word));
  if (wrong !== undefined) throw unknown(command, `${command.words?.name ?? "argument"} "${wrong}"`);
  if (words.length > (command.words?.most ?? words.length))
    throw new ToldError(`${command.command} takes one ${command.words?.name} at a time.`);
  return { wantsHelp: false, options, words, rest: [] };
}

/** @param {Command} command */
export function describeCommand({ command, does, options = {}, words, takes, passes }) {
  const usage = [
    command,
    ...(words || takes || passes || Object.keys(options).length > 0 ? ["--"] : []),
    ...(takes ? [takes] : []),
    ...(words ? [`[${words.name}${words.most === 1 ? "" : " …"}]`] : []),
    ...Object.keys(options).map((name) => `[--${name}]`),
    ...(passes ? [`[arguments of ${passes}]`] : []),
  ].join(" ");
  const width = Math.max(0, ...Object.keys(options).map((name) => name.length)) + 4;
  return [
    usage,
    "",
    does,
    ...(words?.of ? ["", `${words.name}: ${words.of.join(", ")}`] : []),
    ...(Object.keys(options).length > 0 ? [""] : []),
    ...Object.entries(options).map(([name, meaning]) => `${`--${name}`.padEnd(width)}${meaning}`),
  ].join("\n");
}

/**
 * The same for a command's first line: help and refusals are shown, and end the process. From here on the command, and
 * each process that it starts, finds no empty setting.
 *
 * @param {Command} command @param {string[]} [argv]
 */
export function readCommandLine(command, argv) {
  forgetEmptySettings();
  try {
    const read = parseCommandLine(command, argv);
    if (!read.wantsHelp) return read;
    process.stdout.write(`${describeCommand(command)}\n`);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}

function forgetEmptySettings() {
  const kept = withoutEmpty(process.env);
  for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
}

/** @param {Command} command @param {string} what */
function unknown(command, what) {
  const { words } = command;
  const instead = words?.of ? `Available: ${words.of.join(", ")}.` : `See ${command.command} -- --help.`;
  return new ToldError(`${command.command} has no ${what}. ${instead}`);
}
