import { type ActionType, next, rawParameter } from "../block";

/** Only stored: the sandbox records nothing. */
export const updateContactRecordingBehavior: ActionType = {
  type: "UpdateContactRecordingBehavior",
  logType: "SetRecordingBehavior",
  run(block) {
    const raw = rawParameter(block, "RecordingBehavior", "RecordedParticipants");
    block.call.recordedParticipants = Array.isArray(raw) ? raw.map(String) : [];
    block.log({
      Parameters: { RecordingParticipantOption: block.call.recordedParticipants.join(",") || "None" },
    });
    return next;
  },
};
