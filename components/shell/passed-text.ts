type Taker = (text: string) => void;

let waiting: string | undefined;
let taker: Taker | undefined;

/**
 * Hands a text from the palette to the search's box, in this page's memory alone: a caller's number goes into no address.
 * The box takes it at once, or when it is there.
 */
export function passText(text: string): void {
  if (taker) taker(text);
  else waiting = text;
}

/** For the box; returns the end of it. */
export function takeText(take: Taker): () => void {
  taker = take;
  if (waiting !== undefined) take(waiting);
  waiting = undefined;
  return () => {
    if (taker === take) taker = undefined;
  };
}
