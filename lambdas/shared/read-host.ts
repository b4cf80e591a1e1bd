/** Where requests go, and whether the operator lists it. */
export interface VendorHost {
  /** With scheme, without a path: "https://api.example.com". */
  origin: string;
  /** "api.example.com", with the port when it isn't the default. */
  host: string;
  /** The operator lists this host, so it may have a private address. */
  named: boolean;
}

/**
 * A host as people paste it, with or without scheme and slash. undefined for anything that is neither the vendor's nor
 * in `allowedHosts` ("proxy.example.com", "10.1.2.3:8443"). Always HTTPS, because requests carry the API's secret; plain
 * HTTP only to this machine's loopback, when the host is allowed and either of the two is written with http.
 */
export function readVendorHost(
  text: string,
  allowedHosts: readonly string[],
  isVendors: (hostname: string) => boolean,
): VendorHost | undefined {
  const url = parseHost(text);
  if (!url) return undefined;
  const listed = findListed(url, allowedHosts);
  if (!listed && !(isVendors(url.hostname) && url.port === "")) return undefined;
  const plain =
    listed && [url, listed].some(({ protocol }) => protocol === "http:") && isLoopback(url.hostname);
  return { origin: `${plain ? "http" : "https"}://${url.host}`, host: url.host, named: listed !== undefined };
}

/** Whether the operator's list has this URL's host, with its port when it isn't the default. */
export function isListedHost(url: URL, hosts: readonly string[]): boolean {
  return findListed(url, hosts) !== undefined;
}

function findListed(url: URL, hosts: readonly string[]): URL | undefined {
  return hosts.map(parseHost).find((listed) => listed?.host === url.host);
}

/** "a.example.com, 127.0.0.1:8080" */
export function readHostList(text: string | undefined): string[] {
  return (text ?? "")
    .split(/[\s,]+/)
    .filter((host) => parseHost(host) !== undefined)
    .map((host) => host.trim());
}

/** A host as people paste it, with or without scheme and slash, and with a port; undefined for anything with more to it. */
export function parseHost(text: string): URL | undefined {
  const written = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `https://${written}`;
  if (!URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  const bare = url.username === "" && url.password === "" && url.pathname === "/" && url.search === "";
  // A backslash is parsed as a slash, and "#" hides what follows: no host contains them.
  if (!bare || url.hash !== "" || /[\\#?@]/.test(written) || url.hostname === "") return undefined;
  return url.protocol === "https:" || url.protocol === "http:" ? url : undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
