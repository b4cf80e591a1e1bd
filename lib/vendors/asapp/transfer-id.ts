import { parseContactId } from "@/lib/kernel/contact-id";
import { askEach, type IdAnswer, type VendorId } from "../vendor-id";
import { type AsappReader, asappReaders } from "./trail/readers";

/** ASAPP's name of one call that was transferred to it. */
export const asappTransferId: VendorId = {
  kind: "asapp-transfer",
  title: "ASAPP transfer",
  label: /^(?:asapp[\s_-]*)?transfer(?:[\s_-]*id)?\b\s*[:=]?\s*/i,
  shape: /^(?=.*\d)[^@]{4,}$/,
  find: ({ connections }, transferId, signal) =>
    askEach(connections, (connection) => findAt(asappReaders.open(connection), transferId, signal)),
};

/** ASAPP keeps the contact's id as the conversation's. */
async function findAt(reader: AsappReader, transferId: string, signal: AbortSignal): Promise<IdAnswer> {
  const transfer = await reader.fetchTransfer(transferId, signal);
  if (!transfer.ok) {
    return transfer.problem.code === "asapp-not-found" ? undefined : { problem: transfer.problem };
  }
  const contactId = parseContactId(transfer.value.externalConversationId);
  return contactId.ok ? { contactId: contactId.value } : undefined;
}
