import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { inRoot } from "../setup/paths.mjs";

/** Folders whose files documents name from the root. */
const rooms = "app|bench|components|docs|e2e|lambdas|lib|prisma|sandbox|scripts";

/** Pure. What a document names in code as a file or folder of ours: from the root on, or a source that stands in it. */
export function findNamedFiles(text: string): string[] {
  const named = text.matchAll(new RegExp(`\`((?:${rooms})/[^\`\\s]*|[\\w-]+\\.tsx?)\``, "g"));
  return [...new Set([...named].map(([, file = ""]) => file))];
}

/** Pure. What a document in `folder` links to beside itself, from the root. */
export function findLinkedFiles(text: string, folder: string): string[] {
  const linked = text.matchAll(/\]\(([\w/.-]+)(?:#[\w-]+)?\)/g);
  return [...linked].map(([, to = ""]) => path.join(folder, to));
}

/** Exactly so, also on a disk that doesn't tell upper case from lower. */
export function isThere(file: string): boolean {
  const name = path.basename(file);
  const folder = inRoot(path.dirname(file));
  return existsSync(folder) && readdirSync(folder).includes(name);
}

export interface QuotedTest {
  /** "": "same file", and none was named before it. */
  file: string;
  /** As quoted, with "…" for what is left out. */
  title: string;
}

/**
 * Pure. The tests that a document quotes, in its order: `file`: *title*; *title*. "same file" and "same tests" stand for
 * the test file that was named last, quoted from or not.
 */
export function findQuotedTests(text: string): QuotedTest[] {
  const parts = text.matchAll(
    /(?:`([^`\s]+\.(?:test|spec)\.tsx?)`|same (?:file|tests))(?:: ((?:\*[^*\n]+\*(?:; )?)+))?/g,
  );
  let file = "";
  return [...parts].flatMap(([, named, titles = ""]) => {
    file = named ?? file;
    const quoted = [...titles.matchAll(/\*([^*]+)\*/g)].map(([, title = ""]) => ({ file, title }));
    return named === undefined && quoted.length === 0 ? [{ file, title: "" }] : quoted;
  });
}

/** Whether every part of the title stands in the file. */
export function isQuotedRight({ file, title }: QuotedTest): boolean {
  if (file === "" || !isThere(file)) return false;
  const source = readFileSync(inRoot(file), "utf8");
  return title.split("…").every((part) => source.includes(part.trim()));
}
