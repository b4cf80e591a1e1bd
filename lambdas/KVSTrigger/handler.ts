import { startTranscription } from "./start-transcription";

/** The Amazon Connect flow invokes this once Amazon Connect streams the call's audio. */
export const handler = startTranscription;
