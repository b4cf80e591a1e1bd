import { transfersPath } from "@/lambdas/shared/asapp/call-asapp";
import { type CallTransfer, readCallTransfer } from "@/lambdas/shared/asapp/call-transfer";
import { type Result, succeed } from "@/lib/kernel/result";
import type { VendorReaders } from "@/lib/trail/trail-source";
import { askAsapp } from "../ask-asapp";
import { asappSettings } from "../connection-settings";

/** One ASAPP account. */
export interface AsappReader {
  /** Fails with the connection's Problems; asapp-not-found when this account has no such transfer. */
  fetchTransfer(transferId: string, signal: AbortSignal): Promise<Result<CallTransfer>>;
}

/** Less than a source's own deadline, so that it is the vendor that is said to be slow. */
const timeoutMs = 5_000;

export const asappReaders: VendorReaders<AsappReader> = {
  vendor: "asapp",
  open: ({ open }) => ({
    async fetchTransfer(transferId, signal) {
      const connection = await open();
      if (!connection.ok) return connection;
      const account = {
        settings: asappSettings.parse(connection.value.settings),
        apiSecret: connection.value.secrets.apiSecret ?? "",
      };
      const path = `${transfersPath}/${encodeURIComponent(transferId)}`;
      const answer = await askAsapp(account, path, { timeoutMs, signal });
      return answer.ok ? succeed(readCallTransfer(answer.value)) : answer;
    },
  }),
};
