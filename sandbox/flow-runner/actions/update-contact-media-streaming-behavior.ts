import { type ActionType, next, rawParameter } from "../block";

/** Only remembered: the sandbox streams no audio. */
export const updateContactMediaStreamingBehavior: ActionType = {
  type: "UpdateContactMediaStreamingBehavior",
  logType: "StartMediaStreaming",
  run(block) {
    block.call.mediaStreaming = rawParameter(block, "MediaStreamingState") === "Enabled";
    block.log({ Parameters: { MediaStreamingState: block.call.mediaStreaming ? "Enabled" : "Disabled" } });
    return next;
  },
};
