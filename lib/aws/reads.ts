/** What AWS names operations that change nothing. Whatever is named otherwise counts as a change. */
const reads =
  /^(?:Describe|Get|List|Search|BatchGet|Filter|Query|Scan|Simulate|Lookup|Head|Test|AssumeRole|StartQuery)/;

/** `operation` as the SDK spells it: "ListQueues". */
export function isRead(operation: string): boolean {
  return reads.test(operation);
}
