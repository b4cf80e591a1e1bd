/**
 * Whether a refusal is a page for people: of a proxy, of a firewall, or of a host that has no such API. Its status says nothing of
 * credentials, permissions, or what there is. An internal error and "too many requests" stay what they are, whoever says so.
 */
export function isWebPage({ status, text }: { status: number; text: string }): boolean {
  return status >= 300 && status < 500 && status !== 429 && /^\s*<[!?a-z]/i.test(text.slice(0, 200));
}
