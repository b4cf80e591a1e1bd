import type { InstanceResources } from "./instance-resources";

/** Lists that couldn't be read for the same reason. */
export interface UnreadLists {
  code: string;
  /** "Queue", "Prompt". */
  titles: string[];
  sentence: string;
  /** Permissions that the role lacks, each once. */
  missing: string[];
}

/** Each reason once, however many lists it kept from being read: in the order of the lists. Pure. */
export function unreadLists(resources: InstanceResources): UnreadLists[] {
  const reasons = new Map<string, UnreadLists>();
  for (const { title, problem, missingAction } of resources) {
    if (!problem) continue;
    const { code } = problem;
    // Lists that fail alike differ in the call that AWS's sentence names. What AWS refused may have any cause.
    const general = generalSentences[code];
    const key = `${code} ${general ?? problem.sentence}`;
    const reason = reasons.get(key) ?? {
      code,
      titles: [],
      sentence: general ?? problem.sentence,
      missing: [],
    };
    reasons.set(key, reason);
    reason.titles.push(title);
    if (missingAction !== undefined && !reason.missing.includes(missingAction))
      reason.missing.push(missingAction);
  }
  return [...reasons.values()];
}

const generalSentences: Readonly<Record<string, string>> = {
  "aws-fault": "AWS returned an internal error.",
  "aws-unreachable": "AWS didn't respond.",
  "permission-missing": "AWS denied reading the list.",
  throttled: "AWS throttled the requests.",
};
