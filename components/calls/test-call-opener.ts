let open: (() => void) | undefined;

/** The button at the top of each screen says how its dialog opens; returns the end of it. */
export function offerTestCall(wanted: () => void): () => void {
  open = wanted;
  return () => {
    if (open === wanted) open = undefined;
  };
}

/** Opens the dialog of a test call, for whoever asks for it by another way than its button. */
export function openTestCall(): void {
  open?.();
}
