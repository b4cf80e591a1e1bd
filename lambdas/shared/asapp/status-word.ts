/** A transfer's status for a log and a flow: ASAPP's word, or UNKNOWN for anything that isn't one. */
export function statusWord(status: string): string {
  return /^[A-Z_]{1,40}$/.test(status) ? status : "UNKNOWN";
}
