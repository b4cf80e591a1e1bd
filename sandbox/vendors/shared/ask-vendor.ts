import type { SandboxAccount } from "../../state/account";
import { accountHeader, controlKeyHeader } from "../../wire/control-gate";

/**
 * A request to the control routes (/_sip, /_pstn, /_sandbox) of a running vendor, with the key that they require, for one
 * account.
 */
export function askVendor(
  { links, controlKey, accountId }: Pick<SandboxAccount, "links" | "controlKey" | "accountId">,
  vendor: string,
  path: `/_${string}`,
  { method = "POST", body, signal }: { method?: string; body?: object; signal: AbortSignal },
): Promise<Response> {
  return fetch(`${links.vendorUrls[vendor] ?? ""}${path}`, {
    method,
    headers: {
      [controlKeyHeader]: controlKey,
      [accountHeader]: accountId,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal,
  });
}
