import { ProblemError } from "@/lib/kernel/result";

/**
 * Groups ids so that each stands after everything it depends on; within a group nothing depends on another, and the
 * given order is kept. Dependencies that aren't among the ids are taken as met. A circle throws.
 */
export function orderInWaves(dependencies: ReadonlyMap<string, readonly string[]>): string[][] {
  const waves: string[][] = [];
  const placed = new Set<string>();
  while (placed.size < dependencies.size) {
    const wave = [...dependencies.keys()].filter(
      (id) =>
        !placed.has(id) &&
        (dependencies.get(id) ?? []).every((needed) => placed.has(needed) || !dependencies.has(needed)),
    );
    if (wave.length === 0) throw circular([...dependencies.keys()].filter((id) => !placed.has(id)));
    for (const id of wave) placed.add(id);
    waves.push(wave);
  }
  return waves;
}

/** Everything that can't be done once `failed` couldn't: directly or through others. */
export function dependentsOf(
  failed: ReadonlySet<string>,
  dependencies: ReadonlyMap<string, readonly string[]>,
): Set<string> {
  const found = new Set<string>();
  let grew = true;
  while (grew) {
    grew = false;
    for (const [id, needs] of dependencies) {
      if (found.has(id) || failed.has(id)) continue;
      if (needs.some((needed) => failed.has(needed) || found.has(needed))) {
        found.add(id);
        grew = true;
      }
    }
  }
  return found;
}

function circular(ids: string[]): ProblemError {
  return new ProblemError({
    code: "circular-dependencies",
    sentence: `These resources depend on each other: ${ids.join(", ")}. Nothing was changed.`,
    wayOut: "This is a bug in the blueprint. Report it with these names.",
  });
}
