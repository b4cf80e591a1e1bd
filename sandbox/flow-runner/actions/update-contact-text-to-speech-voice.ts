import { type ActionType, next, noMatchingError, textParameter } from "../block";

export const updateContactTextToSpeechVoice: ActionType = {
  type: "UpdateContactTextToSpeechVoice",
  logType: "SetVoice",
  run(block) {
    const voice = textParameter(block, "TextToSpeechVoice");
    const engine = textParameter(block, "TextToSpeechEngine") ?? "Standard";
    block.log({ Parameters: { GlobalVoice: voice ?? "", GlobalEngine: engine } });
    if (voice === undefined) return noMatchingError;
    block.call.voice = { id: voice, engine };
    return next;
  },
};
