/** One piece of a stream: tags, and what was said on a track; without a track it has tags only. */
export interface MatroskaFragment {
  tags: Readonly<Record<string, string>>;
  track?: { number: number; text: string } | undefined;
}

/** Both sides of the call, as Amazon Connect names its tracks. */
export const tracks = ["AUDIO_FROM_CUSTOMER", "AUDIO_TO_CUSTOMER"] as const;

const trackTypeAudio = 2;
const keyframe = 0x80;

/** A Matroska document of its own, as GetMedia sends them one after another. UTF-8 text takes the place of sound. */
export function writeMatroska({ tags, track }: MatroskaFragment): Buffer {
  return Buffer.concat([
    element(0x1a45dfa3, [
      element(0x4286, number(1)),
      element(0x42f7, number(1)),
      element(0x42f2, number(4)),
      element(0x42f3, number(8)),
      element(0x4282, "matroska"),
      element(0x4287, number(2)),
      element(0x4285, number(2)),
    ]),
    // A segment whose size isn't known, as in a live stream.
    Buffer.from("1853806701ffffffffffffff", "hex"),
    ...(track ? [writeTracks()] : []),
    element(0x1254c367, [
      element(
        0x7373,
        Object.entries(tags).map(([name, value]) =>
          element(0x67c8, [element(0x45a3, name), element(0x4487, value)]),
        ),
      ),
    ]),
    ...(track ? [writeCluster(track)] : []),
  ]);
}

function writeTracks(): Buffer {
  return element(
    0x1654ae6b,
    tracks.map((name, index) =>
      element(0xae, [
        element(0xd7, number(index + 1)),
        element(0x73c5, number(index + 1)),
        element(0x83, number(trackTypeAudio)),
        element(0x536e, name),
        element(0x86, "A_MS/ACM"),
      ]),
    ),
  );
}

function writeCluster({ number: track, text }: { number: number; text: string }): Buffer {
  const block = Buffer.concat([Buffer.from([0x80 | track, 0, 0, keyframe]), Buffer.from(text)]);
  return element(0x1f43b675, [element(0xe7, number(0)), element(0xa3, block)]);
}

function element(id: number, content: Buffer | string | Buffer[]): Buffer {
  const bytes = Array.isArray(content) ? Buffer.concat(content) : Buffer.from(content);
  const size = Buffer.alloc(8);
  // Eight bytes of size, of which the first is the marker alone.
  size.writeUInt8(1, 0);
  size.writeUIntBE(bytes.length, 2, 6);
  return Buffer.concat([Buffer.from(id.toString(16), "hex"), size, bytes]);
}

function number(value: number): Buffer {
  return Buffer.from([value]);
}
