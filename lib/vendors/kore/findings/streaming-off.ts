import type { Trail } from "@/lib/trail/event";
import { defineFinding, type FoundTrouble, ids, unclaimed } from "@/lib/trail/findings/finding-rule";
import { atIntegration } from "@/lib/trail/findings/go-to-screen";
import { gapsOf, isOfAgentAi, lastTranscription, streamingBlocks } from "./agent-ai-trail";

/** Amazon Connect didn't start to stream the call: nothing could be handed to Agent AI. */
export const streamingOff = defineFinding({
  code: "agentai-streaming-off",
  name: "Live media streaming off",
  find,
});

function find(trail: Trail): FoundTrouble[] {
  // Other flows stream calls too, for other purposes.
  if (!isOfAgentAi(trail)) return [];
  const failed = unclaimed(
    trail,
    streamingBlocks(trail).filter(({ facts }) => facts?.outcome === "failed"),
  );
  const [first] = failed;
  if (!first || lastTranscription(trail)?.result === "Success") return [];
  const isInstance = gapsOf(trail, "instance-media-streams", "absent").length > 0;
  return [
    {
      severity: "bad",
      facts: { reason: isInstance ? "instance" : "block", block: first.block?.identifier },
      title: "The call's audio wasn't streamed",
      cause: isInstance
        ? "Live media streaming is off in the Connect instance, so the flow couldn't start it and Agent AI heard nothing."
        : "The flow's block that starts media streaming failed, so Agent AI heard nothing.",
      ...atIntegration(
        trail,
        "",
        isInstance
          ? "In {screen}, choose “Plan changes” and deploy: that turns live media streaming on again."
          : "In Amazon Connect, check under Data storage that live media streaming is on. Then, in {screen}, choose “Plan changes”: the plan shows what differs from what was deployed.",
      ),
      evidence: ids(failed),
    },
  ];
}
