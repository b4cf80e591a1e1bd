import type { AsappAccount } from "./asapp-account";

/** What ASAPP stores about one transfer. Times are milliseconds since 1970. */
export interface CallTransfer {
  id: string;
  apiId: string;
  externalConversationId: string;
  type: "PHONE_NUMBER" | "SIP";
  country: string | undefined;
  /** The number to dial (E.164), or a SIP address. */
  transferTo: string;
  inputContext: { taskName?: string; inputVariables: Record<string, string> };
  createdAt: number;
  expiresAt: number;
  callReceivedAt: number | undefined;
  completedAt: number | undefined;
  outputContext: OutputContext | undefined;
}

export interface OutputContext {
  transferType: "AGENT" | "SYSTEM";
  currentTaskName: string;
  referenceVariables: Record<string, unknown>;
  transferVariables: Record<string, unknown>;
}

export type TransferStatus = "ACTIVE" | "ONGOING" | "COMPLETED" | "EXPIRED";

export function statusOf(transfer: CallTransfer, now: number): TransferStatus {
  if (transfer.completedAt !== undefined && now >= transfer.completedAt) return "COMPLETED";
  if (transfer.callReceivedAt !== undefined) return "ONGOING";
  return now >= transfer.expiresAt ? "EXPIRED" : "ACTIVE";
}

const time = (milliseconds: number) => new Date(milliseconds).toISOString();

/** The answer to creating one; reading one adds times, the input, and the output once it is completed. */
export function describeTransfer(
  transfer: CallTransfer,
  account: AsappAccount,
  now: number,
  whole: boolean,
): Record<string, unknown> {
  const status = statusOf(transfer, now);
  const { oldSpellings } = account;
  const ends = oldSpellings
    ? { expireAt: time(transfer.expiresAt) }
    : { expiresAt: time(transfer.expiresAt) };
  const address =
    transfer.type === "PHONE_NUMBER"
      ? { phoneNumber: { transferNumber: transfer.transferTo, country: transfer.country, ...ends } }
      : { sip: { uri: transfer.transferTo, ...ends } };
  const short = {
    id: transfer.id,
    externalConversationId: transfer.externalConversationId,
    status: oldSpellings ? status.toLowerCase() : status,
    type: transfer.type,
    ...address,
  };
  if (!whole) return short;
  return {
    ...short,
    createdAt: time(transfer.createdAt),
    ...(transfer.callReceivedAt === undefined ? {} : { callReceivedAt: time(transfer.callReceivedAt) }),
    ...(status === "COMPLETED" ? { completedAt: time(transfer.completedAt ?? now) } : {}),
    inputContext: transfer.inputContext,
    ...(status === "COMPLETED" && transfer.outputContext ? { outputContext: transfer.outputContext } : {}),
  };
}
