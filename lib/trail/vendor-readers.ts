import type { CallTransfer } from "@/lambdas/shared/asapp/call-transfer";
import type { Result } from "@/lib/kernel/result";
import type { KoreConversation } from "@/lib/vendors/kore/trail/kore-conversation";

/** How a trail reads at the vendors that a tenant's integrations work with. */
export interface VendorAccess {
  /** One for each ASAPP account. */
  asapp: readonly AsappReader[];
  /** One for each Kore bot. */
  kore?: readonly KoreReader[];
}

export interface KoreReader {
  /** Fails with the connection's Problems; kore-not-found when this bot has no such conversation. */
  readConversation(
    key: { sessionId: string } | { callId: string },
    signal: AbortSignal,
  ): Promise<Result<KoreConversation>>;
}

export interface AsappReader {
  /** Fails with the connection's Problems; asapp-not-found when this account has no such transfer. */
  readTransfer(transferId: string, signal: AbortSignal): Promise<Result<CallTransfer>>;
}
