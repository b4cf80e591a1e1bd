import { readMatroska } from "../../shared/read-matroska";

/** Something said on a track, with the fragment that it came in. */
export interface MediaPart {
  contactId: string | undefined;
  fragmentNumber: string | undefined;
  /** When its producer made it, in milliseconds since 1970. */
  at: number | undefined;
  /** AUDIO_FROM_CUSTOMER, AUDIO_TO_CUSTOMER */
  track: string | undefined;
  /** The sandbox has text where Amazon Connect has sound; "" for silence. */
  text: string;
}

/** An error that Kinesis Video Streams reports inside the stream, after it has answered 200. */
export class StreamFault extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

const prefix = "AWS_KINESISVIDEO_";

/** Reads what GetMedia sends. Throws StreamFault for an error in the stream, Error for what isn't Matroska. */
export async function* readMedia(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<MediaPart> {
  for await (const { tags, track, content } of readMatroska(chunks)) {
    const id = tags[`${prefix}ERROR_ID`];
    if (id !== undefined) throw new StreamFault(Number(id), tags[`${prefix}ERROR_CODE`] ?? "");
    if (track === undefined) continue;
    const seconds = Number(tags[`${prefix}PRODUCER_TIMESTAMP`] ?? Number.NaN);
    yield {
      contactId: tags.ContactId,
      fragmentNumber: tags[`${prefix}FRAGMENT_NUMBER`],
      at: Number.isFinite(seconds) ? Math.round(seconds * 1000) : undefined,
      track,
      text: content.toString("utf8"),
    };
  }
}
