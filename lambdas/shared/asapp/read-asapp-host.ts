import { readVendorHost, type VendorHost } from "../read-host";

/** One of ASAPP's hosts, or one that the operator allows. */
export function readAsappHost(text: string, allowedHosts: readonly string[]): VendorHost | undefined {
  return readVendorHost(text, allowedHosts, isAsappHost);
}

/** api.asapp.com, api.sandbox.asapp.com, and other hosts that ASAPP gives its customers. */
function isAsappHost(hostname: string): boolean {
  return /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+asapp\.com$/.test(hostname);
}
