/** Every code that a rule can find, with a few words for lists: what is kept of a scan is the code alone. */
export const findingNames = {
  "bypass-on": "Bypass was on",
  "lambda-not-allowed": "Function not allowed",
  "lambda-time-limit": "Function over its time limit",
  "response-too-large": "Answer over 32 KB",
  "attributes-too-large": "Attributes over 32 KB",
  "asapp-number-expired": "ASAPP's number expired",
  "asapp-no-context": "No context from ASAPP",
  "asapp-failed": "ASAPP failed",
  "transfer-failed": "Transfer failed",
  "retrieve-failed": "Retrieve failed",
  "metadata-expired": "Metadata expired",
  "metadata-late": "Metadata came too late",
  "metadata-elsewhere": "Metadata for another contact id",
  "authorizer-denied": "Post refused",
  "kore-never-posted": "Kore never posted",
  "caller-hung-up": "Caller hung up",
  "flow-not-resumed": "Flow did not resume",
  "call-cut-off": "Call cut off",
  "flow-error-branch": "Error branch taken",
  "flow-dead-end": "Dead end in the flow",
  "flow-changed": "Live flow was changed",
  "flow-logging-off": "Flow log off",
  "log-group-missing": "Log group missing",
  "source-not-readable": "Source not readable",
} as const;

export type FindingCode = keyof typeof findingNames;

/** A code of this list in words; a newer console's code as it is. */
export function nameOfFinding(code: string): string {
  return Object.hasOwn(findingNames, code) ? findingNames[code as FindingCode] : code;
}
