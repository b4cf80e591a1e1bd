import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export interface FileImport {
  /** Both as git lists them: "lib/engine/plan.ts". */
  from: string;
  to: string;
}

const suffixes = ["", ".ts", ".tsx", ".mjs", ".js", "/index.ts", "/index.tsx"];
/** Static and dynamic imports, re-exports, types included, and what a test puts in a module's place. */
const importOf = /(?:\bfrom|\bimport|\bimport\(|\bmock\()\s*["']([^"'\n]+)["']/g;

/** Every import between two files of the project. */
export function readImports(root: string): { files: string[]; imports: FileImport[] } {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  const files = listed
    .split("\n")
    .filter((file) => /\.(tsx?|mjs|js)$/.test(file) && existsSync(path.join(root, file)));
  const known = new Set(files);
  const imports = files.flatMap((from) =>
    [...readFileSync(path.join(root, from), "utf8").matchAll(importOf)].flatMap(([, name = ""]) => {
      const to = resolve(from, name, known);
      return to === undefined || to === from ? [] : [{ from, to }];
    }),
  );
  return { files, imports };
}

function resolve(from: string, name: string, known: ReadonlySet<string>): string | undefined {
  const target = name.startsWith("@/")
    ? name.slice(2)
    : name.startsWith(".")
      ? path.posix.join(path.posix.dirname(from), name)
      : undefined;
  if (target === undefined) return undefined;
  if (target.startsWith("prisma/generated/")) return `${target}.ts`;
  return suffixes.map((suffix) => target + suffix).find((file) => known.has(file));
}

/** Groups of files that import each other in a circle (Tarjan), each sorted. */
export function findCircles(imports: readonly FileImport[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    let low = own;
    stack.push(file);
    for (const to of next.get(file) ?? []) {
      if (!order.has(to)) low = Math.min(low, visit(to));
      else if (stack.includes(to)) low = Math.min(low, order.get(to) ?? own);
    }
    lowest.set(file, low);
    if (low === own) {
      const circle = stack.splice(stack.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return low;
  };
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return circles;
}
