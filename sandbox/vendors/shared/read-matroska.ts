/** What a reader of a stream gets at a time: a frame with its track and the tags before it, or tags that came alone. */
export interface StreamFrame {
  tags: Readonly<Record<string, string>>;
  /** Its track's name; undefined for tags that came alone. */
  track: string | undefined;
  content: Buffer;
}

const ids = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  cluster: 0x1f43b675,
  simpleBlock: 0xa3,
  block: 0xa1,
  blockGroup: 0xa0,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackName: 0x536e,
  tags: 0x1254c367,
  tag: 0x7373,
  simpleTag: 0x67c8,
  tagName: 0x45a3,
  tagString: 0x4487,
};
/** Elements whose contents are read one by one, of a known size or not; all others are taken as a whole. */
const masters: ReadonlySet<number> = new Set([
  ...[ids.segment, ids.cluster, ids.blockGroup, ids.tracks, ids.trackEntry, ids.tags, ids.tag, ids.simpleTag],
]);
/** Far more than a fragment of text needs. */
const maxElementBytes = 1024 * 1024;

/** Reads Matroska documents that follow one another, as they come in. Throws for what isn't Matroska. */
export async function* readMatroska(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamFrame> {
  const tracks = new Map<number, string>();
  let tags = new Map<string, string>();
  let tagName = "";
  let trackNumber = 0;
  let hasFrame = true;
  const alone = (): StreamFrame => ({
    tags: Object.fromEntries(tags),
    track: undefined,
    content: Buffer.alloc(0),
  });
  for await (const { id, content } of readElements(chunks)) {
    switch (id) {
      case ids.ebml:
        if (!hasFrame) yield alone();
        tags = new Map();
        hasFrame = false;
        break;
      case ids.trackNumber:
        trackNumber = readUnsigned(content);
        break;
      case ids.trackName:
        tracks.set(trackNumber, content.toString("utf8"));
        break;
      case ids.tagName:
        tagName = content.toString("utf8");
        break;
      case ids.tagString:
        tags.set(tagName, content.toString("utf8"));
        break;
      case ids.simpleBlock:
      case ids.block:
        hasFrame = true;
        yield { tags: Object.fromEntries(tags), ...readBlock(content, tracks) };
        break;
    }
  }
  if (!hasFrame && tags.size > 0) yield alone();
}

/** Track number, two bytes of time, one of flags, then the frame. */
function readBlock(block: Buffer, tracks: ReadonlyMap<number, string>): Omit<StreamFrame, "tags"> {
  const number = readSize(block, 0);
  const head = (number?.length ?? 0) + 3;
  return { track: tracks.get(number?.value ?? -1) ?? "", content: block.subarray(head) };
}

async function* readElements(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ id: number; content: Buffer }> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    for (;;) {
      const element = takeElement(rest);
      if (!element) break;
      rest = rest.subarray(element.length);
      yield element;
    }
  }
}

/** undefined until all of it is there. A master's head is an element without content. */
function takeElement(bytes: Buffer): { id: number; content: Buffer; length: number } | undefined {
  const id = readId(bytes);
  if (!id) return undefined;
  const size = readSize(bytes, id.length);
  if (!size) return undefined;
  const head = id.length + size.length;
  if (masters.has(id.value)) return { id: id.value, content: Buffer.alloc(0), length: head };
  if (size.value > maxElementBytes) throw new Error("An element of the stream is too large.");
  if (bytes.length < head + size.value) return undefined;
  return { id: id.value, content: bytes.subarray(head, head + size.value), length: head + size.value };
}

function readId(bytes: Buffer): { value: number; length: number } | undefined {
  const [first] = bytes;
  if (first === undefined) return undefined;
  const length = Math.clz32(first) - 23;
  if (length > 4) throw new Error("The stream is not Matroska.");
  return bytes.length < length ? undefined : { value: bytes.readUIntBE(0, length), length };
}

/** A variable-length number; its marker bit isn't part of it. */
function readSize(bytes: Buffer, at: number): { value: number; length: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  const length = Math.clz32(first) - 23;
  if (length > 8) throw new Error("The stream is not Matroska.");
  if (bytes.length < at + length) return undefined;
  let value = first & (0xff >> length);
  for (let index = 1; index < length; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  return { value, length };
}

function readUnsigned(content: Buffer): number {
  return content.length === 0 || content.length > 6 ? 0 : content.readUIntBE(0, content.length);
}
