import { type ActionType, type Block, next, rawParameter, textParameter } from "../block";
import { isRecord } from "../flow-document";

const charactersPerSecond = 15;
const usualSeconds = 3;
/** Our own bound: AWS plays until the caller leaves the queue or the hold. */
const maxMessages = 500;

/** Plays its messages over and over, until the contact moves on or the time for an interruption has come. */
export const messageParticipantIteratively: ActionType = {
  type: "MessageParticipantIteratively",
  logType: "PlayPrompt",
  async run(block) {
    const raw = rawParameter(block, "Messages");
    const messages = Array.isArray(raw) ? raw.filter(isRecord) : [];
    if (messages.length === 0) return { kind: "error", errorType: "NoMatchingError" };
    const every = Number(textParameter(block, "InterruptFrequencySeconds") ?? Number.POSITIVE_INFINITY);
    block.log({ Parameters: { Messages: messages.length, ...readInterrupt(block) } });
    let playedSeconds = 0;
    for (let index = 0; index < maxMessages; index += 1) {
      if (block.world.hasMovedOn() || block.world.callerIsGone()) return next;
      const { Text, SSML } = messages[index % messages.length] ?? {};
      const spoken = Text ?? SSML;
      const seconds = typeof spoken === "string" ? 1 + spoken.length / charactersPerSecond : usualSeconds;
      await block.world.pause(seconds);
      playedSeconds += seconds;
      if (playedSeconds >= every) return { kind: "branch", value: "MessagesInterrupted" };
    }
    return next;
  },
};

function readInterrupt(block: Block) {
  const InterruptFrequencySeconds = textParameter(block, "InterruptFrequencySeconds");
  return InterruptFrequencySeconds === undefined ? {} : { InterruptFrequencySeconds };
}
