import type { ContactId } from "@/lib/kernel/ids";

const listeners = new Set<(contactId: ContactId) => void>();

/** For a screen that stays while a test call is placed from it: it knows which call is its own. Returns the way to stop. */
export function onPlacedCall(listener: (contactId: ContactId) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellPlacedCall(contactId: ContactId): void {
  for (const listener of listeners) listener(contactId);
}
