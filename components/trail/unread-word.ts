const words: Record<string, string> = {
  "aws-unreachable": "no answer",
  "host-slow": "no answer",
  "host-unreachable": "no answer",
  "log-group-missing": "no log group",
  "permission-missing": "not allowed",
  "source-too-slow": "no answer",
  throttled: "throttled",
};

/** The same of every vendor, whose codes begin with its name. */
const endings: readonly [string, string][] = [
  ["-rate-limited", "throttled"],
  ["-daily-limit", "limit used up"],
  ["-forbidden", "not allowed"],
  ["-scopes-missing", "not allowed"],
  ["-down", "internal error"],
];

/** Pure. Why a source wasn't read, in the one or two words that fit beside its name. */
export function unreadWord(code: string): string {
  return words[code] ?? endings.find(([ending]) => code.endsWith(ending))?.[1] ?? "not read";
}
