import { transfersPath } from "@/lambdas/shared/asapp/call-asapp";
import { type CallTransfer, readCallTransfer } from "@/lambdas/shared/asapp/call-transfer";
import { asappSettings } from "@/lib/connections/asapp-settings";
import { askAsapp } from "@/lib/connections/ask-asapp";
import { openConnection } from "@/lib/connections/store";
import { type Result, succeed } from "@/lib/result";

/** How a trail reads at the vendors that a tenant's integrations work with. */
export interface VendorAccess {
  /** One for each ASAPP account. */
  asapp: readonly AsappReader[];
}

export interface AsappReader {
  /** Fails with the connection's Problems; asapp-not-found when this account has no such transfer. */
  readTransfer(transferId: string, signal: AbortSignal): Promise<Result<CallTransfer>>;
}

/** Less than a source's own deadline, so that it is ASAPP that is said to be slow. */
const asappTimeoutMs = 5_000;

/** Opens the connection at the first read: most contacts' trails never ask. Call it outside any scope. */
export function openAsappReader(tenantId: string, connectionId: string): AsappReader {
  let opened: ReturnType<typeof openConnection> | undefined;
  return {
    async readTransfer(transferId, signal) {
      opened ??= openConnection(tenantId, connectionId);
      const connection = await opened;
      if (!connection.ok) return connection;
      const account = {
        settings: asappSettings.parse(connection.value.settings),
        apiSecret: connection.value.secrets.apiSecret ?? "",
      };
      const path = `${transfersPath}/${encodeURIComponent(transferId)}`;
      const answer = await askAsapp(account, path, { timeoutMs: asappTimeoutMs, signal });
      return answer.ok ? succeed(readCallTransfer(answer.value)) : answer;
    },
  };
}
