/**
 * The network address that a request comes from, for the rate limit and the audit. The last entry of X-Forwarded-For is the
 * one that the nearest proxy wrote (Next writes the socket's when there is none); earlier ones are the caller's own words.
 */
export function addressOf(forwardedFor: string | null | undefined): string {
  const last = forwardedFor?.split(",").at(-1)?.trim();
  return last && last.length <= 64 && /^[\da-f:.%\w-]+$/i.test(last) ? last : "unknown";
}
