/** Names and addresses that lead to this machine and to no other. Brackets around an IPv6 address don't matter. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return (
    name === "localhost" || name.endsWith(".localhost") || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name)
  );
}

/** The host of an address; no address counts as this machine's. */
export function hostOf(url: string | undefined): string {
  return url ? new URL(url).hostname : "localhost";
}

/** smtp: (STARTTLS, which only a server on this machine may lack) or smtps:. */
export function isMailServer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === "smtp:" || protocol === "smtps:") && hostname !== "";
}

export function isDomain(text: string): boolean {
  return /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(
    text,
  );
}
