import { isIP } from "node:net";
import { isInwardAddress } from "@/lambdas/shared/inward-address";
import { config } from "@/lib/kernel/config";
import { isLoopback } from "@/lib/kernel/config-addresses";
import type { IntegrationId } from "@/lib/kernel/ids";

/**
 * Where vendors may post to an integration. undefined where they can't reach the console: it has no address, or one of this
 * machine or of a private network alone, or one without TLS. A simulated vendor reaches this machine.
 */
export function hookUrlOf(
  integrationId: IntegrationId,
  { isSandbox }: { isSandbox: boolean },
  publicUrl = config().publicUrl,
): string | undefined {
  if (publicUrl === undefined || !URL.canParse(publicUrl)) return undefined;
  const { origin, protocol, hostname } = new URL(publicUrl);
  const isOutside = protocol === "https:" && !isPrivate(hostname);
  return isOutside || isSandbox ? `${origin}/api/hooks/${integrationId}` : undefined;
}

/** By the address or the name alone: what a name resolves to here says nothing of what it resolves to for a vendor. */
function isPrivate(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
  if (isIP(host) !== 0) return isInwardAddress(host);
  // Names that no public name server has (RFC 6761, RFC 6762, ICANN's .internal), and those without any domain.
  return (
    isLoopback(host) || !host.includes(".") || /\.(?:local|internal|lan|home\.arpa|test|invalid)$/.test(host)
  );
}
