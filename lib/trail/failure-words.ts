/**
 * Words with which systems tell of a failure. AWS's own query for errors in flow logs looks for parts of error, failed,
 * timeout, exception, invalid, unsupported, "not found", "No prompt provided" and "execution limit reached"; the others
 * say the same as plainly.
 */
const failure = new RegExp(
  [
    "error|fail(?:ed|s|ures?|ing)?\\b|exception|invalid|unsupported|not supported|timed?[ _-]?out|time[ _-]?limit[ _-]?exceeded",
    "not ?found|no ?answer|busy|\\bnot?\\b[\\w ,'’-]{0,60}\\b(?:found|provided|available|configured|exist|answer(?:ed)?|allowed|permitted|authorized)\\b",
    "does(?:n't| not) exist|execution limit reached|exceed(?:ed|s)\\b|denied|refused|rejected|forbidden",
    "unauthorized|unable|cannot|can't|could(?:n't| not)|unreachable|unavailable|aborted|crash|throttl|too many requests",
    "status code:? ?[45]\\d\\d|^false\\b",
  ].join("|"),
  "i",
);

/** "No errors" tells of none. */
const absence = /\b(?:no|without|0|zero)\s+(?:errors?|failures?|exceptions?)\b/gi;

/** Whether a system's own words tell of a failure. Words that do not may still tell of no success. Pure. */
export function tellsOfFailure(words: string): boolean {
  return failure.test(words.replace(absence, "").replaceAll("_", " "));
}
