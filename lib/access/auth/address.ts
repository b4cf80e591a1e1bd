/**
 * The network address that a request comes from, for the rate limit and the audit log. The last entry of
 * X-Forwarded-For is the socket's (believeSocketsOnly) or, behind a proxy that is trusted, what that proxy wrote;
 * earlier entries are the caller's own words.
 */
export function addressOf(forwardedFor: string | null | undefined): string {
  const last = forwardedFor?.split(",").at(-1)?.trim();
  return last && last.length <= 64 && /^[\da-f:.%\w-]+$/i.test(last) ? last : "unknown";
}
