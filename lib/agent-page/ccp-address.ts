import { DescribeInstanceCommand } from "@aws-sdk/client-connect";
import type { AwsAccess } from "@/lib/aws/connect-account";
import { ProblemError } from "@/lib/kernel/result";

/** Where the instance's softphone is, and the origin that frames and microphone are allowed for. */
export interface CcpAddress {
  url: string;
  origin: string;
}

const askWithinMs = 4_000;
/** An instance keeps its address; a new alias is a new instance. */
const keptMs = 10 * 60_000;
const maxKept = 500;
const kept = new Map<string, { address: CcpAddress; untilMs: number }>();

/** Asks Amazon Connect, at most every ten minutes. Throws what the SDK throws, or `instance-without-address`. */
export async function fetchCcpAddress(
  access: Pick<AwsAccess, "clients" | "instanceId" | "instanceArn">,
): Promise<CcpAddress> {
  const known = kept.get(access.instanceArn);
  if (known && known.untilMs > Date.now()) return known.address;
  const { Instance } = await access.clients.connect.send(
    new DescribeInstanceCommand({ InstanceId: access.instanceId }),
    { abortSignal: AbortSignal.timeout(askWithinMs) },
  );
  const address = parseCcpAddress(Instance?.InstanceAccessUrl ?? "");
  if (!address) throw new ProblemError(noAddress);
  kept.delete(access.instanceArn);
  kept.set(access.instanceArn, { address, untilMs: Date.now() + keptMs });
  const eldest = kept.keys().next().value;
  if (kept.size > maxKept && eldest !== undefined) kept.delete(eldest);
  return address;
}

/**
 * Pure. The Contact Control Panel of the instance with this access URL; undefined for what is no web address. The URL may
 * itself end with the path of an older instance's pages, "/connect".
 */
export function parseCcpAddress(accessUrl: string): CcpAddress | undefined {
  if (!URL.canParse(accessUrl)) return undefined;
  const { origin, protocol, pathname } = new URL(accessUrl);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  const path = pathname.replace(/\/+$/, "").replace(/\/connect$/, "");
  return { url: `${origin}${path}/connect/ccp-v2/`, origin };
}

const noAddress = {
  code: "instance-without-address",
  sentence: "Amazon Connect didn't return the instance's access URL, so its softphone can't be opened.",
  wayOut: "Reload the page. If this continues, check the instance in the Amazon Connect console.",
};
