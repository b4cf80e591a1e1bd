import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { describeCommand, parseCommandLine } from "./arguments.mjs";
import { inRoot } from "./paths.mjs";

const sample = {
  command: "npm run sample",
  does: "Does something.",
  options: { json: "prints the result as one line of JSON at the end" },
  words: { name: "part", of: ["one", "two"] },
};

describe("a command line", () => {
  test("is read into options and words", () => {
    const { options, words } = parseCommandLine(sample, ["two", "--json", "one"]);
    expect([...options]).toEqual(["json"]);
    expect(words).toEqual(["two", "one"]);
  });

  test("with a word that there isn't is refused, with those that there are", () => {
    expect(() => parseCommandLine(sample, ["tow"])).toThrow(
      'npm run sample has no part "tow". Available: one, two.',
    );
  });

  test("with an option that there isn't is refused", () => {
    expect(() => parseCommandLine(sample, ["--jsno"])).toThrow("npm run sample has no option --jsno.");
    expect(() => parseCommandLine({ command: "npm start", does: "" }, ["now"])).toThrow(
      'npm start has no argument "now". See npm start -- --help.',
    );
  });

  test("that needs one word of any text takes exactly that", () => {
    const command = { command: "npm run sample", does: "Does something.", takes: "EMAIL" };
    expect(parseCommandLine(command, ["ada@example.com"]).words).toEqual(["ada@example.com"]);
    for (const given of [[], ["one", "two"]]) {
      expect(() => parseCommandLine(command, given)).toThrow("npm run sample takes one EMAIL.");
    }
    expect(describeCommand(command)).toContain("npm run sample -- EMAIL");
  });

  test("that asks for help gets it, whatever else stands there", () => {
    expect(parseCommandLine(sample, ["tow", "--help"]).wantsHelp).toBe(true);
    expect(describeCommand(sample)).toBe(
      [
        "npm run sample -- [part …] [--json]",
        "",
        "Does something.",
        "",
        "part: one, two",
        "",
        "--json  prints the result as one line of JSON at the end",
      ].join("\n"),
    );
  });
});

describe("each command of package.json", () => {
  const { scripts } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const commands = Object.entries<string>(scripts).map(([name, line]) => ({ name, words: line.split(" ") }));

  test.each(commands)("$name answers --help, and refuses what it doesn't know", ({ words }) => {
    const [program, file = "", ...args] = words;
    expect(program).toBe("node");
    const run = (...more: string[]) =>
      spawnSync(process.execPath, [inRoot(file), ...args, ...more], { encoding: "utf8", timeout: 15_000 });
    const help = run("--help");
    expect(help.stderr).toBe("");
    expect(help.stdout).toMatch(/^npm (run )?[\w:-]+/);
    expect(help.status).toBe(0);
    if (help.stdout.includes("[arguments of")) return;
    const refused = run("--no-such-option");
    expect(refused.stderr).toMatch(/^npm (run )?[\w:-]+ has no option --no-such-option\. .*\n$/);
    expect(refused.status).toBe(1);
  });

  test("is there for every command that the README and the documents name", () => {
    const documents = ["README.md", "CONTRIBUTING.md", "docs/operations.md", "docs/drift.md"];
    const named = documents.flatMap((file) =>
      [...readFileSync(inRoot(file), "utf8").matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? ""),
    );
    expect([...new Set(named)].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test("needs nothing but Node to begin: it sets up the rest itself", () => {
    const seen = new Set<string>();
    const outside: string[] = [];
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, from = ""] of readFileSync(file, "utf8").matchAll(
        /^(?:import|export) .*?from "(.+?)";$/gms,
      )) {
        if (from.startsWith(".")) visit(path.resolve(path.dirname(file), from));
        else if (!from.startsWith("node:")) outside.push(`${file}: ${from}`);
      }
    };
    for (const { words } of commands) visit(inRoot(words[1] ?? ""));
    expect(outside).toEqual([]);
    expect(readdirSync(inRoot("scripts")).filter((name) => name.endsWith(".mjs")).length).toBeGreaterThan(8);
  });
});
