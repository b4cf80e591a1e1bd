import { type ActionType, type Block, next, noMatchingError, rawParameter } from "../block";
import { isRecord } from "../flow-document";
import type { StreamDirections } from "../media-stream";

/**
 * Start or Stop media streaming. It takes the error branch when the instance has no live media streaming, for what isn't a
 * voice call, and in a hold flow.
 */
export const updateContactMediaStreamingBehavior: ActionType = {
  type: "UpdateContactMediaStreamingBehavior",
  logType: "StartMediaStreaming",
  logTypeOf: ({ parameters }) =>
    parameters.MediaStreamingState === "Disabled" ? "StopMediaStreaming" : "StartMediaStreaming",
  run(block) {
    const { call, frame, world } = block;
    const state = rawParameter(block, "MediaStreamingState");
    const Parameters = { MediaStreamingState: state, ...listTracks(block) };
    const isPossible = call.channel === "VOICE" && !frame.type.endsWith("_HOLD");
    if (state === "Disabled") {
      if (isPossible) world.stopStreaming(call);
      block.log(isPossible ? { Parameters } : { Parameters, Results: "Error" });
      return isPossible ? next : noMatchingError;
    }
    const isStarted = isPossible && world.startStreaming(readDirections(block), call);
    block.log(isStarted ? { Parameters } : { Parameters, Results: "Error" });
    return isStarted ? next : noMatchingError;
  },
};

/** Of the customer, the only participant that can be streamed. */
function readDirections(block: Block): StreamDirections {
  const directions = participantsOf(block)
    .filter(({ ParticipantType }) => ParticipantType === "Customer")
    .flatMap(({ MediaDirections }) => (Array.isArray(MediaDirections) ? MediaDirections : []));
  return { from: directions.includes("From"), to: directions.includes("To") };
}

function listTracks(block: Block) {
  const Participants = participantsOf(block);
  return Participants.length === 0 ? {} : { MediaStreamType: "Audio", Participants };
}

function participantsOf(block: Block): Record<string, unknown>[] {
  const participants = rawParameter(block, "Participants");
  return Array.isArray(participants) ? participants.filter(isRecord) : [];
}
