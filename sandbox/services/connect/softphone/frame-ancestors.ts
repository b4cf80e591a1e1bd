/**
 * Who may frame the softphone and the workspace: the instance's approved origins, as the value of a
 * Content-Security-Policy header. Origins are https; for one on this machine the same with http is meant too, since a
 * console on a developer's machine has no certificate.
 */
export function frameAncestors(origins: readonly string[]): string {
  const allowed = origins.flatMap((origin) => {
    const url = parseOrigin(origin);
    if (!url) return [];
    return isLoopback(url.hostname) ? [url.origin, `http://${url.host}`] : [url.origin];
  });
  return `frame-ancestors 'self'${allowed.map((origin) => ` ${origin}`).join("")}`;
}

/** A sign-in page is never framed. */
export const noFrames = "frame-ancestors 'none'";

function parseOrigin(origin: string): URL | undefined {
  if (!URL.canParse(origin)) return undefined;
  const url = new URL(origin);
  return url.protocol === "https:" ? url : undefined;
}

/** A name or an address of this machine. */
export function isLoopback(host: string): boolean {
  return host === "127.0.0.1" || host === "[::1]" || host === "localhost" || host.endsWith(".localhost");
}
