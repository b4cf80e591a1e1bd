import { eventKind } from "../../event-kind";

/** `isComplete`: the body is there. `isStray`: stored under an id that is none of the call's, and found by the vendor's session. */
export const metadataStored = eventKind<{ isComplete: boolean; isStray: boolean }>("metadata.stored");
