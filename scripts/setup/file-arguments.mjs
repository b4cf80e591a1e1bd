import path from "node:path";
import { parseArgs } from "node:util";
import { sentenceOf, ToldError } from "./told-error.mjs";

/**
 * The command line of a command that takes one file, and options of which some name another. Help and refusals are shown,
 * and end the process, as readCommandLine does it.
 *
 * @typedef {{ value?: string, does: string }} FileOption `value`: what the option's file is called in the help
 * @param {{ command: string, does: string, options: Record<string, FileOption> }} what
 * @param {string[]} [argv]
 * @returns {{ file: string, files: Record<string, string>, flags: Set<string> }} files from where npm was called
 */
export function readFileArguments(what, argv = process.argv.slice(2)) {
  try {
    if (argv.includes("--help") || argv.includes("-h")) {
      process.stdout.write(`${describe(what)}\n`);
      process.exit(0);
    }
    return parse(what, argv);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}

/** @param {Parameters<typeof readFileArguments>[0]} what @param {string[]} argv */
function parse({ command, options }, argv) {
  const types = Object.fromEntries(
    Object.entries(options).map(([name, { value }]) => [
      name,
      { type: /** @type {"string" | "boolean"} */ (value ? "string" : "boolean") },
    ]),
  );
  const { tokens } = parseArgs({
    args: argv,
    options: types,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  /** @type {string[]} */
  const words = [];
  /** @type {Record<string, string>} */
  const files = {};
  /** @type {Set<string>} */
  const flags = new Set();
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option) throw new ToldError(`${command} has no option ${token.rawName}. See ${command} -- --help.`);
    if (!option.value) flags.add(token.name);
    else if (token.value) files[token.name] = fromHere(token.value);
    else throw new ToldError(`${token.rawName} needs a file name.`);
  }
  const [file, ...more] = words;
  if (file === undefined || more.length > 0) {
    throw new ToldError(`${command} takes one file. See ${command} -- --help.`);
  }
  return { file: fromHere(file), files, flags };
}

/** npm runs its scripts in the project, wherever it was called. @param {string} name */
function fromHere(name) {
  return path.resolve(process.env.INIT_CWD ?? ".", name);
}

/** @param {Parameters<typeof readFileArguments>[0]} what */
function describe({ command, does, options }) {
  const written = Object.entries(options).map(([name, { value, does: meaning }]) => ({
    option: `--${name}${value ? ` ${value}` : ""}`,
    meaning,
  }));
  const width = Math.max(0, ...written.map(({ option }) => option.length)) + 2;
  return [
    `${command} -- FILE ${written.map(({ option }) => `[${option}]`).join(" ")}`,
    "",
    does,
    "",
    ...written.map(({ option, meaning }) => `${option.padEnd(width)}${meaning}`),
  ].join("\n");
}
