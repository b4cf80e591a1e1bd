/** How many reasons there are at the moment. */
let holds = 0;

/** The screen stays although its session is over, as long as this lasts; returns the end of it. */
export function holdScreen(): () => void {
  holds += 1;
  let isHeld = true;
  return () => {
    if (isHeld) holds -= 1;
    isHeld = false;
  };
}

export function isScreenHeld(): boolean {
  return holds > 0;
}
