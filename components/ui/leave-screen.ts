/** Asks about unsaved changes, and goes on when they may be lost. */
type AskToLeave = (goOn: () => void) => void;

let ask: AskToLeave | undefined;

/** For the one form whose changes would be lost; returns the end of it. */
export function guardScreen(wanted: AskToLeave): () => void {
  ask = wanted;
  return () => {
    if (ask === wanted) ask = undefined;
  };
}

/** Goes on at once, or after a person has said that unsaved changes may be lost. For whatever leaves without a link. */
export function leaveScreen(goOn: () => void): void {
  if (ask) ask(goOn);
  else goOn();
}

/** Whether there is something that would be lost by leaving. */
export function isScreenGuarded(): boolean {
  return ask !== undefined;
}
