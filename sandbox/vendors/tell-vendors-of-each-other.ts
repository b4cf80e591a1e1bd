import type { SandboxAccount } from "../state/account";
import { simulatedVendors } from "./registry";
import { askVendor } from "./shared/ask-vendor";

const limitMs = 5_000;

/** Vendors that call other vendors learn where those are, once everything listens. */
export async function tellVendorsOfEachOther(account: SandboxAccount): Promise<void> {
  const urls = account.links.vendorUrls;
  for (const { name, title, callsVendors } of simulatedVendors) {
    if (!callsVendors || urls[name] === undefined) continue;
    const signal = AbortSignal.timeout(limitMs);
    const { ok } = await askVendor(account, name, "/_sandbox/vendors", {
      method: "PUT",
      body: { urls },
      signal,
    });
    if (!ok) throw new Error(`The simulated ${title} didn't take the addresses of the other vendors.`);
  }
}
