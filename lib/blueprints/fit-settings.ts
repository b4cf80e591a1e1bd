import type { z } from "zod";
import { readPath, type Settings, writePath } from "@/lib/forms/settings-paths";
import { plainWords } from "@/lib/kernel/plain-words";

export interface FittedSettings {
  /** As the schema gives them. */
  settings: object;
  /** What the older settings said and can't be taken over: the saved value, or the default, stays. */
  unfit: { path: string; why: string }[];
}

/** More faults than any blueprint has settings. */
const maxRounds = 100;

/**
 * Older settings as today's schema takes them. A value that it refuses gives way to the saved one, and then to the
 * default. undefined when nothing of them can be used.
 */
export function fitSettings(
  schema: z.ZodType<object>,
  older: Settings,
  saved: Settings,
): FittedSettings | undefined {
  const unfit = new Map<string, string>();
  const replaced = new Set<string>();
  let candidate = older;
  for (let round = 0; round < maxRounds; round++) {
    const parsed = schema.safeParse(candidate, { error: plainWords });
    if (parsed.success) {
      return { settings: parsed.data, unfit: [...unfit].map(([path, why]) => ({ path, why })) };
    }
    const [issue] = parsed.error.issues;
    if (issue === undefined) return undefined;
    const base = settingOf(issue.path);
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        const path = [...base, key].join(".");
        candidate = writePath(candidate, path, undefined);
        unfit.set(path, "This setting no longer exists.");
      }
      continue;
    }
    // First the saved value in its place, then none, then the same for what it is a part of.
    while (base.length > 1 && replaced.has(`${base.join(".")} none`)) base.pop();
    const path = base.join(".");
    if (path === "" || replaced.has(`${path} none`)) return undefined;
    const isSecond = replaced.has(`${path} saved`);
    replaced.add(isSecond ? `${path} none` : `${path} saved`);
    candidate = writePath(candidate, path, isSecond ? undefined : readPath(saved, path));
    if (!unfit.has(path)) unfit.set(path, issue.message);
  }
  return undefined;
}

/** The setting that an issue is about: a list is replaced as a whole. */
function settingOf(path: readonly PropertyKey[]): string[] {
  const end = path.findIndex((key) => typeof key !== "string");
  return path.slice(0, end < 0 ? path.length : end).map(String);
}
