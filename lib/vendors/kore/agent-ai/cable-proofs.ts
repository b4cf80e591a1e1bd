import type { CableProofs, ToldCables } from "@/lib/trail/cable-proofs";
import type { TrailEvent } from "@/lib/trail/event";
import {
  logAttached,
  panelFailed,
  panelLoaded,
  tokenExpired,
} from "@/lib/trail/systems/agent-page/agent-page-events";
import { blockRan, functionAsked } from "@/lib/trail/systems/flow-log/flow-events";
import { functionRan } from "@/lib/trail/systems/lambda-log/lambda-events";
import { isTokenFunction } from "../trail/agent-ai/agent-ai-functions";

/** One picture for both kinds of integration. The call's own cables come first: nothing of Agent AI's can end a call. */
export const agentAiProofs: CableProofs = {
  order: ["number", "queue", "agent", "flow", "kore:ask", "kore", "kore:widget"],
  tellsOf,
  causes: {
    "agentai-streaming-off": "flow",
    "agentai-no-stream": "flow",
    "agentai-not-started": "flow",
    "agentai-one-side": "flow",
    "agentai-credentials-refused": "kore:ask",
    "agentai-transcriber-refused": "kore",
    "agentai-transcriber-timeout": "kore",
    "agentai-transcription-ended": "kore",
    "agentai-custom-data-not-json": "kore:widget",
    "agentai-application-permission": "kore:widget",
    "agentai-profile-application": "kore:widget",
    "agentai-origin-missing": "kore:widget",
    "agentai-microphone-refused": "agent",
    "agentai-widget-not-loaded": "kore:widget",
    "agentai-widget-token-expired": "kore:widget",
  },
};

function tellsOf(event: TrailEvent): ToldCables {
  switch (event.hop) {
    case "number":
    case "queue":
      return { own: event.hop };
    case "agent":
      return ofAgent(event);
    case "flow":
      // Only this block is on the way to Agent AI: the others are the call's own.
      return blockRan.is(event) && event.facts.type === streamingBlock ? { own: "flow" } : {};
    case "kore":
      return ofAgentAi(event);
    default:
      return {};
  }
}

/** An agent's page tells of the panel in it; that a log was attached says nothing of the call. */
function ofAgent(event: TrailEvent): ToldCables {
  if ([panelLoaded, panelFailed, tokenExpired].some((kind) => kind.is(event))) return { own: "kore:widget" };
  return logAttached.is(event) ? {} : { own: "agent" };
}

/** As flow logs name the block that starts the stream. */
const streamingBlock = "StartMediaStreaming";

function ofAgentAi(event: TrailEvent): ToldCables {
  if (functionAsked.is(event)) return { own: "kore:ask", passed: ["flow"] };
  // The widget's token is signed before the call's sound is anywhere: that one was made proves nothing of it.
  if (functionRan.is(event) && isTokenFunction(event.facts.functionName))
    return event.severity === "bad" ? { own: "kore:widget" } : {};
  // A function that broke off gave no answer; else it tells how Agent AI answered.
  if (functionRan.is(event) && event.facts.stopped !== undefined) return { own: "kore:ask" };
  return { own: "kore", passed: ["flow", "kore:ask"] };
}
