import type { Finding, Trail } from "@/lib/trail/event";
import { findings } from "@/lib/vendors/findings";

/** What all rules find, each seeing what those before it found; the worst first. Pure. */
export function findTrouble(trail: Trail, now: Date): Finding[] {
  const found: Finding[] = [];
  for (const find of findings) found.push(...find({ ...trail, findings: found }, now));
  return [
    ...found.filter(({ severity }) => severity === "bad"),
    ...found.filter(({ severity }) => severity !== "bad"),
  ];
}
