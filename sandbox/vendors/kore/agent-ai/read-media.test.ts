import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeMatroska } from "../../../services/kinesis-video/matroska";
import { type MediaPart, readMedia, StreamFault } from "./read-media";

const fragment = (number: string, track: number, text: string) =>
  writeMatroska({
    tags: {
      AWS_KINESISVIDEO_FRAGMENT_NUMBER: number,
      AWS_KINESISVIDEO_PRODUCER_TIMESTAMP: "1565781909.613",
      ContactId: "contact",
    },
    track: { number: track, text },
  });

async function read(bytes: Buffer, steps: number[] = []): Promise<MediaPart[]> {
  async function* chunks() {
    let at = 0;
    for (const step of steps) {
      yield bytes.subarray(at, at + step);
      at += step;
    }
    yield bytes.subarray(at);
  }
  const parts: MediaPart[] = [];
  for await (const part of readMedia(chunks())) parts.push(part);
  return parts;
}

describe("reading a stream", () => {
  it("gives what was said on each track, with its fragment, however the bytes come in", async () => {
    const bytes = Buffer.concat([fragment("1", 1, "Grüezi?"), fragment("2", 2, "How can I help?")]);
    const common = { contactId: "contact", at: 1565781909613 };
    const expected = [
      { ...common, fragmentNumber: "1", track: "AUDIO_FROM_CUSTOMER", text: "Grüezi?" },
      { ...common, fragmentNumber: "2", track: "AUDIO_TO_CUSTOMER", text: "How can I help?" },
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 60 }), { maxLength: 40 }), async (steps) => {
        expect(await read(bytes, steps)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it("reads elements with a size of one byte, as other producers write them", async () => {
    const small = (id: string, content: Buffer) =>
      Buffer.concat([Buffer.from(id, "hex"), Buffer.from([0x80 | content.length]), content]);
    const bytes = Buffer.concat([
      small("1a45dfa3", Buffer.alloc(0)),
      Buffer.from("18538067ff", "hex"),
      small("1f43b675", small("a3", Buffer.from("\x81\0\0\0Hi.", "latin1"))),
    ]);
    expect(await read(bytes)).toMatchObject([{ track: "", text: "Hi." }]);
  });

  it("throws what Kinesis Video Streams reports inside the stream", async () => {
    const tags = { AWS_KINESISVIDEO_ERROR_ID: "4501", AWS_KINESISVIDEO_ERROR_CODE: "The key is disabled" };
    const failing = Buffer.concat([fragment("1", 1, "Hello?"), writeMatroska({ tags })]);
    await expect(read(failing)).rejects.toEqual(new StreamFault(4501, "The key is disabled"));
  });

  it("ends or throws an error on bytes that aren't Matroska", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const result = await read(Buffer.from(bytes)).catch((error: unknown) => error);
        expect(Array.isArray(result) || result instanceof Error).toBe(true);
      }),
    );
    await expect(read(Buffer.from([0, 1, 2]))).rejects.toThrow("not Matroska");
  });
});
