import { fail, ProblemError, type Result } from "@/lib/kernel/result";
import { fetchAttributes } from "@/lib/trail/systems/attributes/fetch-attributes";
import { defineSource, type TrailSubject } from "@/lib/trail/trail-source";
import type { Transcript } from "../../agent-ai/transcript";
import { isTrigger } from "./agent-ai-functions";
import { transcriptEvents, transcriptPanel, transcriptSource } from "./describe-transcript";
import { type AgentAiReader, agentAiReaders } from "./readers";

const name = transcriptSource;

/** What Agent AI heard of a call, as it keeps it itself. */
export const agentAiTranscript = defineSource({
  name,
  iamActions: ["connect:GetContactAttributes"],
  channels: ["VOICE"],
  open: (context, subject) => {
    // Without the function that asks for it, no call of this instance has a transcript.
    const readers = context.functions.some(isTrigger) ? (context.readers?.(agentAiReaders) ?? []) : [];
    if (readers.length === 0) return [];
    return [
      {
        source: name,
        title: "Agent AI transcript",
        clock: "Kore",
        read: async (signal) => {
          const attributes = await fetchAttributes(context, subject, signal);
          // A flow that never came to it has asked for none.
          if (attributes.agentAiStatus === undefined) return { events: [] };
          const conversationId = conversationOf(subject, attributes);
          const transcript = await fetchFromAny(readers, conversationId, attributes.agentassistUrl, signal);
          if (!transcript.ok) {
            if (transcript.problem.code === "agent-ai-not-found") return { events: [] };
            throw new ProblemError(transcript.problem);
          }
          const { lines } = transcript.value;
          return {
            events: transcriptEvents(subject.contactId, lines, subject.window),
            panel: transcriptPanel(conversationId, transcript.value),
          };
        },
      },
    ];
  },
});

/**
 * The flow keeps the entry's contact ID as the conversation's. An attribute can be written by anybody who may edit flows: it
 * counts only where it names a contact of this chain, and opens no other caller's conversation.
 */
function conversationOf(
  { contactId, contact }: TrailSubject,
  attributes: Readonly<Record<string, string>>,
): string {
  const chain = contact.ok ? [contact.value.InitialContactId, contact.value.PreviousContactId] : [];
  const kept = attributes.koreConversationId;
  if (kept !== undefined && [contactId, ...chain].includes(kept)) return kept;
  return chain[0] || contactId;
}

/** From whichever bot has it; the others' "not found" says nothing. */
async function fetchFromAny(
  readers: readonly AgentAiReader[],
  conversationId: string,
  namedHost: string | undefined,
  signal: AbortSignal,
): Promise<Result<Transcript>> {
  const answers = await Promise.all(
    readers.map((reader) => reader.fetchTranscript(conversationId, namedHost, signal)),
  );
  const found = answers.find((answer) => answer.ok && answer.value.lines.length > 0);
  const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
  return (
    found ??
    answers.find((answer) => answer.ok) ??
    fail(problems.find(({ code }) => code !== "agent-ai-not-found") ?? problems[0] ?? unknown)
  );
}

const unknown = {
  code: "agent-ai-not-found",
  sentence: "No connected Kore bot can have this conversation.",
  wayOut: "Connect the Kore bot of the integration.",
};
