import { type ActionType, noMatchingError, textParameter, wholeNumber } from "../block";

/** Counts per block; after the last round the count restarts, so that a loop inside a loop works. */
export const loop: ActionType = {
  type: "Loop",
  logType: "Loop",
  run(block) {
    const rounds = wholeNumber(textParameter(block, "LoopCount"), 0, 100);
    if (rounds === undefined) return noMatchingError;
    const done = block.frame.loopCounts.get(block.action.identifier) ?? 0;
    const more = done < rounds;
    block.frame.loopCounts.set(block.action.identifier, more ? done + 1 : 0);
    const value = more ? "ContinueLooping" : "DoneLooping";
    block.log({ Parameters: { LoopCount: String(rounds) }, Results: value });
    return { kind: "branch", value };
  },
};
