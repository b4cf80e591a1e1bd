import type { SandboxAccount } from "../state/account";
import { simulatedVendors } from "./registry";
import { askVendor } from "./shared/ask-vendor";

const limitMs = 5_000;

/** Vendors that read from AWS learn where the sandbox's accounts are, once everything listens. */
export async function tellVendorsOfAws(account: SandboxAccount): Promise<void> {
  const body = { url: account.links.awsUrl };
  for (const { name, title, readsAws } of simulatedVendors) {
    if (!readsAws || account.links.vendorUrls[name] === undefined) continue;
    const signal = AbortSignal.timeout(limitMs);
    const { ok } = await askVendor(account, name, "/_sandbox/aws", { method: "PUT", body, signal });
    if (!ok) throw new Error(`The simulated ${title} didn't take the address of AWS.`);
  }
}
