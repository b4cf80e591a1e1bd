import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble } from "@/lib/trail/findings/finding-rule";
import { evidenceOf, lastTranscription, streamingBlocks } from "./agent-ai-trail";

/** The flow started streaming, and Amazon Connect named no stream to the function. */
export const noStream = defineFinding({ code: "agentai-no-stream", name: "No stream for the call", find });

function find(trail: Trail): FoundTrouble[] {
  const last = lastTranscription(trail);
  if (last?.result !== "NoStream") return [];
  const blocks = streamingBlocks(trail);
  return [
    {
      severity: "bad",
      facts: { reason: last.reason ?? "stream-absent", isStarted: blocks.length > 0 },
      title: "The call had no audio stream",
      cause:
        blocks.length > 0
          ? "The flow started media streaming, but Amazon Connect gave the function no Kinesis video stream for this call."
          : "The function was invoked before any block had started media streaming, so there was no stream for this call.",
      nextStep:
        "In Amazon Connect, check that the function's block comes after Start media streaming in the same flow. If it happens often, check the account's quota of Kinesis video streams: each active call uses one.",
      needs: "elsewhere",
      evidence: evidenceOf(trail, ...blocks),
    },
  ];
}
