import type { SandboxAccount } from "../state/account";
import { controlKeyHeader } from "../wire/control-gate";

/** A request to a vendor's own routes (/_sip, /_pstn, /_sandbox), with the key that they ask for. */
export function askVendor(
  { links, controlKey }: Pick<SandboxAccount, "links" | "controlKey">,
  vendor: "kore" | "asapp",
  path: `/_${string}`,
  { method = "POST", body, signal }: { method?: string; body?: object; signal: AbortSignal },
): Promise<Response> {
  return fetch(`${vendor === "kore" ? links.koreUrl : links.asappUrl}${path}`, {
    method,
    headers: {
      [controlKeyHeader]: controlKey,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal,
  });
}
