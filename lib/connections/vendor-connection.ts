import type { TenantId } from "@/lib/kernel/ids";
import type { VendorConnection } from "@/lib/trail/trail-source";
import { openConnection } from "./store";

/** Opens the connection when it is first asked for, once: most contacts' trails never ask. Use it outside any scope. */
export function vendorConnection(tenantId: TenantId, connectionId: string): VendorConnection {
  let opened: ReturnType<typeof openConnection> | undefined;
  return {
    open: () => {
      opened ??= openConnection(tenantId, connectionId);
      return opened;
    },
  };
}
