import { createHash } from "node:crypto";
import type { VendorAnswer } from "../shared/serve-vendor";
import type { AsappAccount } from "./asapp-account";
import { asappError } from "./asapp-answer";
import type { AsappStore } from "./asapp-store";
import { type CallTransfer, statusOf } from "./call-transfer";

/** GET /conversation/v1/conversation/messages?externalId=: everything at once, oldest first. */
export function listMessages(
  store: AsappStore,
  account: AsappAccount,
  externalId: string | null,
  now: number,
): VendorAnswer {
  const transfers = conversationOf(store, account, externalId);
  if (transfers === undefined) return asappError(400, 1, "externalId is required");
  const items = transfers.flatMap((transfer) => messagesOf(transfer, now));
  return items.length === 0 ? asappError(404, 1, "Not Found") : { status: 200, body: { items } };
}

/** GET /generativeagent/v1/state?externalId=: of the last transfer whose call came. */
export function showState(
  store: AsappStore,
  account: AsappAccount,
  externalId: string | null,
  now: number,
): VendorAnswer {
  const transfers = conversationOf(store, account, externalId);
  if (transfers === undefined) return asappError(400, 1, "externalId is required");
  const last = transfers.findLast(({ callReceivedAt }) => callReceivedAt !== undefined);
  if (!last) return asappError(404, 1, "Not Found");
  const { outputContext, inputContext } = last;
  const isOver = statusOf(last, now) === "COMPLETED";
  const currentTaskName = (isOver ? outputContext?.currentTaskName : undefined) ?? inputContext.taskName;
  return {
    status: 200,
    body: {
      state: stateOf(last, isOver),
      lastGenerativeAgentMessageId: messageId(last, "answer"),
      ...(currentTaskName === undefined ? {} : { currentTaskName }),
      inputVariables: inputContext.inputVariables,
    },
  };
}

/** undefined without an ID. An account whose calls don't show here has none, as may be with calls by number. */
function conversationOf(
  store: AsappStore,
  { apiId, conversations }: AsappAccount,
  externalId: string | null,
): CallTransfer[] | undefined {
  if (!externalId) return undefined;
  if (conversations === false) return [];
  return store.transfers(externalId).filter((one) => one.apiId === apiId);
}

function stateOf({ outputContext }: CallTransfer, isOver: boolean): string {
  if (!isOver) return "processing";
  if (outputContext?.transferType === "AGENT") return "transferredToAgent";
  return outputContext?.transferType === "SYSTEM" ? "transferredToSystem" : "ready";
}

function messagesOf(transfer: CallTransfer, now: number): object[] {
  const { callReceivedAt, completedAt } = transfer;
  if (callReceivedAt === undefined) return [];
  const message = (name: string, role: "agent" | "customer", at: number, text: string) => ({
    text,
    sender: { role, externalId: role === "customer" ? "caller" : "generative-agent" },
    messageId: messageId(transfer, name),
    createdTimestamp: new Date(at).toISOString(),
    clientTimestamp: new Date(at).toISOString(),
  });
  const greeting = message("greeting", "agent", callReceivedAt, "Hi, what can I do for you?");
  if (completedAt === undefined || now < completedAt) return [greeting];
  const asked = message("question", "customer", completedAt, "I have a question about my bill.");
  return [greeting, asked, message("answer", "agent", completedAt, "Let me take care of that.")];
}

/** As ASAPP's ULIDs look. */
function messageId({ id }: CallTransfer, name: string): string {
  return createHash("sha256").update(`${id} ${name}`).digest("hex").slice(0, 26).toUpperCase();
}
