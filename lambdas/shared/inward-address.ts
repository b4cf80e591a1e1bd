import { BlockList, isIP } from "node:net";

/**
 * Address ranges of private networks, the machine itself, a cloud's metadata service, or nothing:
 * IANA's special-purpose registries, and Azure's host address, which looks public.
 */
const inwardV4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];
/** Within 2000::/3, the only part of IPv6 that is routed: Teredo and similar, documentation, 6to4, SRv6. */
const inwardV6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const v4 = new BlockList();
for (const [network, bits] of inwardV4) v4.addSubnet(network, bits, "ipv4");
const v6 = new BlockList();
for (const [network, bits] of inwardV6) v6.addSubnet(network, bits, "ipv6");
const routed = new BlockList();
routed.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address is in one of those ranges. True for text that isn't an address, so that nothing connects to it. */
export function isInwardAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return v4.check(address, "ipv4");
  if (family !== 6 || address.includes("%")) return true;
  const embedded = embeddedV4(address);
  if (embedded !== undefined) return v4.check(embedded, "ipv4");
  return !routed.check(address, "ipv6") || v6.check(address, "ipv6");
}

/** The IPv4 address behind ::ffff:a.b.c.d and behind NAT64's 64:ff9b::a.b.c.d, however it is written. */
function embeddedV4(address: string): string | undefined {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const found = /^(?:::ffff:|64:ff9b::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})$/.exec(canonical);
  if (!found) return undefined;
  const [high, low] = [Number.parseInt(found[1] ?? "0", 16), Number.parseInt(found[2] ?? "0", 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
