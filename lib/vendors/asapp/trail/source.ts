import type { CallTransfer } from "@/lambdas/shared/asapp/call-transfer";
import { fail, ProblemError, type Result } from "@/lib/kernel/result";
import { contactTree } from "@/lib/trail/systems/associated-contacts/contact-tree";
import { defineSource } from "@/lib/trail/trail-source";
import { transferEvents, transfersPanel } from "./describe-transfer";
import { fetchTransferIds } from "./fetch-transfer-ids";
import { type AsappReader, asappReaders } from "./readers";

const name = "asapp-transfer";

/** The contact's transfers to GenerativeAgent, as ASAPP itself tells them: state, times, and what came of it. */
export const asappTransfer = defineSource({
  name,
  iamActions: ["logs:FilterLogEvents", "connect:GetContactAttributes", "connect:ListAssociatedContacts"],
  channels: ["VOICE"],
  open: (context, subject) => {
    const readers = context.readers?.(asappReaders) ?? [];
    if (readers.length === 0) return [];
    return [
      {
        source: name,
        title: "ASAPP",
        clock: "ASAPP",
        read: async (signal) => {
          const [answers, contactIds] = await Promise.all([
            fetchTransferIds(context, subject, signal).then((transferIds) =>
              Promise.all(transferIds.map((id) => fetchFromAny(readers, id, signal))),
            ),
            contactTree(context, subject, signal),
          ]);
          const transfers = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
          // An attribute can be written by anybody who may edit flows: it must not open another contact's transfer.
          const own = transfers.filter((one) =>
            contactIds.some((id) => id === one.externalConversationId.toLowerCase()),
          );
          const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
          const unread = problems.find(({ code }) => code !== "asapp-not-found");
          if (own.length === 0 && unread) throw new ProblemError(unread);
          return {
            events: own.flatMap((transfer) => transferEvents(subject.contactId, transfer)),
            panel: transfersPanel(own, unread),
          };
        },
      },
    ];
  },
});

/** From whichever account has it; the others' "not found" says nothing. */
async function fetchFromAny(
  readers: readonly AsappReader[],
  transferId: string,
  signal: AbortSignal,
): Promise<Result<CallTransfer>> {
  const answers = await Promise.all(readers.map((reader) => reader.fetchTransfer(transferId, signal)));
  const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
  const found = answers.find((answer) => answer.ok);
  return found ?? fail(problems.find(({ code }) => code !== "asapp-not-found") ?? problems[0] ?? unknown);
}

const unknown = {
  code: "asapp-not-found",
  sentence: "No connected ASAPP account can have this transfer.",
  wayOut: "Connect the ASAPP account of the integration.",
};
