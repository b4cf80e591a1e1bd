import { type ActionType, next, noMatchingError, textParameter } from "../block";

/** Characters spoken per second, roughly; the caller waits accordingly. */
const charactersPerSecond = 15;

export const messageParticipant: ActionType = {
  type: "MessageParticipant",
  logType: "PlayPrompt",
  async run(block) {
    const text = textParameter(block, "Text");
    const ssml = textParameter(block, "SSML");
    const prompt = textParameter(block, "PromptId");
    const media = textParameter(block, "Media", "Uri");
    const spoken = ssml ?? text;
    if (spoken !== undefined) {
      const TextToSpeechType = ssml === undefined ? "text" : "ssml";
      block.log({ Parameters: { TextToSpeechType, Text: spoken, Voice: block.call.voice.id } });
      await block.world.pause(1 + spoken.length / charactersPerSecond);
      return next;
    }
    block.log({
      Parameters: { PromptSource: prompt === undefined ? "S3" : "Library", PromptLocation: prompt ?? media },
    });
    if (prompt !== undefined && !block.world.knowsPrompt(prompt)) return noMatchingError;
    if (prompt === undefined && media === undefined) return noMatchingError;
    await block.world.pause(3);
    return next;
  },
};
