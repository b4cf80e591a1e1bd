import { type Head, parseHead } from "./parse-head";

export interface HttpResponse {
  status: number;
  text: string;
}

/**
 * What the bytes so far are: not all yet, one whole response (`reusable`: the connection may carry another exchange), more
 * than is read, or nothing that may be read as a response.
 */
export type ResponseReading =
  | { state: "more" }
  | { state: "whole"; response: HttpResponse; reusable: boolean }
  | { state: "too-large" }
  | { state: "malformed" };

/** Answers have a few kilobytes; one that never ends must fill neither the memory nor the time. */
const maxBytes = 1024 * 1024;
const maxHeadBytes = 16 * 1024;
const maxChunks = 16 * 1024;

const more = { state: "more" } as const;
const malformed = { state: "malformed" } as const;
const tooLarge = { state: "too-large" } as const;

/**
 * Reads one response to a POST, piece by piece. Bytes after its end are malformed: nothing was asked that they could answer.
 * Each byte is looked at once, however small the pieces and the chunks are. Nothing may be given to it after a reading other
 * than `more`, and the pieces are its own: it writes into them.
 */
export class ResponseReader {
  #bytes: Buffer = Buffer.alloc(0);
  /** Of `#bytes`, which has room behind it. */
  #length = 0;
  /** No line end begins before it that hasn't been found. */
  #searched = 0;
  #head: Head | undefined;
  /** Where the head, and then the body, begins. */
  #start = 0;
  readonly #chunks = { count: 0, end: 0, at: 0, from: -1, size: 0 };

  take(piece: Buffer): ResponseReading {
    this.#append(piece);
    if (this.#length > maxBytes) return tooLarge;
    const bytes = this.#bytes.subarray(0, this.#length);
    const head = this.#head ?? this.#readHead(bytes);
    if ("state" in head) return head;
    this.#head = head;
    if (head.framing === "chunked") return this.#readChunks(bytes, head);
    if (head.framing === "end") return more;
    const end = this.#start + head.framing.length;
    if (end > maxBytes) return tooLarge;
    if (bytes.length > end) return malformed;
    return bytes.length < end ? more : this.#whole(head, end);
  }

  /** The other side has closed the connection. */
  end(): ResponseReading {
    return this.#head?.framing === "end" ? this.#whole(this.#head, this.#length) : malformed;
  }

  #append(piece: Buffer): void {
    const length = this.#length + piece.length;
    if (this.#length === 0) this.#bytes = piece;
    else {
      if (length > this.#bytes.length) {
        // Twice as much each time: all copies together are as long as the response.
        const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.#bytes.length));
        this.#bytes.copy(larger, 0, 0, this.#length);
        this.#bytes = larger;
      }
      piece.copy(this.#bytes, this.#length);
    }
    this.#length = length;
  }

  #find(bytes: Buffer, lineEnd: "\r\n" | "\r\n\r\n", from: number): number {
    const at = bytes.indexOf(lineEnd, Math.max(from, this.#searched - lineEnd.length + 1));
    if (at < 0) this.#searched = bytes.length;
    return at;
  }

  /** The final one. Interim responses (100 Continue, 103 Early Hints) come before it. */
  #readHead(bytes: Buffer): Head | typeof more | typeof malformed {
    for (;;) {
      const end = this.#find(bytes, "\r\n\r\n", this.#start);
      if (end < 0 ? bytes.length > maxHeadBytes : end > maxHeadBytes) return malformed;
      if (end < 0) return more;
      const head = parseHead(bytes.toString("latin1", this.#start, end + 2));
      if (!head || head.status === 101) return malformed;
      this.#start = end + 4;
      this.#chunks.at = this.#start;
      this.#chunks.end = this.#start;
      if (head.status >= 200) return head;
    }
  }

  /** Moves the chunks together, to where the body begins. */
  #readChunks(bytes: Buffer, head: Head): ResponseReading {
    const chunks = this.#chunks;
    for (;;) {
      if (chunks.from < 0) {
        const lineEnd = this.#find(bytes, "\r\n", chunks.at);
        if (lineEnd < 0) return bytes.length - chunks.at > maxHeadBytes ? malformed : more;
        const line = bytes.toString("latin1", chunks.at, lineEnd);
        const [, digits] = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(line) ?? [];
        if (digits === undefined) return malformed;
        chunks.size = Number.parseInt(digits, 16);
        chunks.from = lineEnd + 2;
      }
      const { from, size } = chunks;
      if (size === 0) return this.#readTrailers(bytes, head);
      if (from + size > maxBytes || chunks.count >= maxChunks) return tooLarge;
      if (bytes.length < from + size + 2) return more;
      if (bytes.toString("latin1", from + size, from + size + 2) !== "\r\n") return malformed;
      bytes.copyWithin(chunks.end, from, from + size);
      chunks.end += size;
      chunks.at = from + size + 2;
      chunks.from = -1;
      chunks.count++;
    }
  }

  /** After the last chunk comes an empty line, with or without trailers before it. */
  #readTrailers(bytes: Buffer, head: Head): ResponseReading {
    const lineEnd = this.#chunks.from - 2;
    const end = this.#find(bytes, "\r\n\r\n", lineEnd);
    if (end < 0) return bytes.length - lineEnd > maxHeadBytes ? malformed : more;
    return bytes.length > end + 4 ? malformed : this.#whole(head, this.#chunks.end);
  }

  #whole({ status, reusable }: Head, end: number): ResponseReading {
    const text = this.#bytes.toString("utf8", this.#start, end);
    return { state: "whole", response: { status, text }, reusable };
  }
}
