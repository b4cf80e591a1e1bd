import fc from "fast-check";
import { expect, test } from "vitest";
import { ResponseReader, type ResponseReading } from "./response-reader";

function readResponse(bytes: Buffer, ended: boolean, pieceBytes = bytes.length): ResponseReading {
  const reader = new ResponseReader();
  // A copy, because the reader writes into what it gets.
  const copy = Buffer.from(bytes);
  let reading: ResponseReading = { state: "more" };
  for (let at = 0; at < copy.length && reading.state === "more"; at += pieceBytes)
    reading = reader.take(copy.subarray(at, at + pieceBytes));
  return reading.state === "more" && ended ? reader.end() : reading;
}
const read = (text: string, ended = false) => readResponse(Buffer.from(text), ended);
const whole = (status: number, text: string, reusable = true) => ({
  state: "whole",
  response: { status, text },
  reusable,
});

const lengthOf = (text: string) => String(Buffer.byteLength(text));
const chunksOf = (parts: string[]) =>
  [...parts.filter((part) => part !== ""), ""]
    .map((part) => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`)
    .join("");

test("a response is whole with its last byte and not before, however it comes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme" }), { maxLength: 4 }),
      fc.boolean(),
      fc.constantFrom(200, 201, 400, 403, 502),
      fc.constantFrom("", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n"),
      (parts, isChunked, status, interim) => {
        const text = parts.join("");
        const framing = isChunked ? "Transfer-Encoding: chunked" : `content-length: ${lengthOf(text)}`;
        const body = isChunked ? chunksOf(parts) : text;
        const bytes = Buffer.from(
          `${interim}HTTP/1.1 ${status} Some words\r\nDate: x\r\n${framing}\r\n\r\n${body}`,
        );
        for (const pieceBytes of [bytes.length, 7, 1])
          expect(readResponse(bytes, false, pieceBytes)).toEqual(whole(status, text));
        for (let end = 0; end < bytes.length; end++) {
          expect(readResponse(bytes.subarray(0, end), false).state).toBe("more");
          expect(readResponse(bytes.subarray(0, end), true).state).toBe("malformed");
        }
      },
    ),
    { numRuns: 30 },
  );
});

test("without a length, it lasts until the connection is closed", () => {
  expect(read("HTTP/1.1 200 OK\r\n\r\nsome").state).toBe("more");
  expect(read("HTTP/1.1 200 OK\r\n\r\nsome", true)).toEqual(whole(200, "some", false));
});

test("a connection carries another exchange unless the other side closes it, or speaks HTTP/1.0", () => {
  const none = "Content-Length: 0\r\n\r\n";
  expect(read(`HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n${none}`)).toEqual(whole(200, ""));
  expect(read(`HTTP/1.1 200 OK\r\nConnection: Close\r\n${none}`)).toEqual(whole(200, "", false));
  expect(read(`HTTP/1.0 200 OK\r\n${none}`)).toEqual(whole(200, "", false));
  expect(read(`HTTP/1.1 200\r\n${none}`)).toEqual(whole(200, ""));
});

test("a chunk may have an extension, and trailers may follow the last", () => {
  const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  expect(read(`${head}A;x=1\r\n0123456789\r\n0\r\nChecksum: 1\r\n\r\n`)).toEqual(whole(200, "0123456789"));
});

test("204 and 304 have no body, whatever their headers say", () => {
  expect(read("HTTP/1.1 204 No Content\r\n\r\n")).toEqual(whole(204, ""));
  expect(read("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n")).toEqual(whole(304, ""));
});

const ok = "HTTP/1.1 200 OK\r\n";
test.each([
  ["another protocol", "HTTP/2 200\r\n\r\n"],
  ["no protocol at all", "rubbish\r\n\r\n"],
  ["no status", "HTTP/1.1 OK\r\n\r\n"],
  ["a switch of protocols", "HTTP/1.1 101 Switching Protocols\r\n\r\n"],
  ["a header without a colon", `${ok}rubbish\r\n\r\n`],
  ["a space before a colon", `${ok}Content-Length : 1\r\n\r\nx`],
  ["a folded header", `${ok}X: 1\r\n Content-Length: 1\r\n\r\nx`],
  ["a bare line feed", `${ok}X: 1\nContent-Length: 1\r\n\r\nx`],
  ["two lengths", `${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxy`],
  ["a length that isn't a number", `${ok}Content-Length: +1\r\n\r\nx`],
  ["a length beside chunks", `${ok}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ["a coding that wasn't asked for", `${ok}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
  ["bytes after the end", `${ok}Content-Length: 1\r\n\r\nxy`],
  ["bytes after the last chunk", `${ok}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nx`],
  ["a chunk's size that isn't one", `${ok}Transfer-Encoding: chunked\r\n\r\n-1\r\n`],
  ["a chunk that is longer than it says", `${ok}Transfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n`],
  ["a head without an end", `${ok}X: ${"x".repeat(17_000)}`],
])("%s is malformed", (_what, text) => {
  expect(read(text).state).toBe("malformed");
});

test("around a header's value are spaces and tabs: any other blank is part of it", () => {
  expect(read(`${ok}Content-Length:\t 1 \t\r\n\r\nx`)).toEqual(whole(200, "x"));
  expect(read(`${ok}Transfer-Encoding: \tchunked\t\r\n\r\n0\r\n\r\n`)).toEqual(whole(200, ""));
  for (const blank of ["\v", "\f", "\x1f", "\x85", "\xa0"])
    for (const header of [`Content-Length: ${blank}1`, `Content-Length: 1${blank}`]) {
      const bytes = Buffer.from(`${ok}${header}\r\n\r\nx`, "latin1");
      expect(readResponse(bytes, false).state).toBe("malformed");
    }
  const hidden = Buffer.from(`${ok}Transfer-Encoding: chunked\xa0\r\n\r\n0\r\n\r\n`, "latin1");
  expect(readResponse(hidden, false).state).toBe("malformed");
});

const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;

test("a response is read once, however small its pieces and chunks are, and neither is without end", () => {
  const large = "y".repeat(1_000_000);
  const inOne = `${chunked}${large.length.toString(16)};${"e".repeat(16_000)}\r\n${large}\r\n0\r\n\r\n`;
  expect(readResponse(Buffer.from(inOne), false, 1)).toEqual(whole(200, large));
  const inMany = (count: number) => `${chunked}${"1\r\nx\r\n".repeat(count)}0\r\n\r\n`;
  const most = 16 * 1024;
  expect(readResponse(Buffer.from(inMany(most)), false, 1)).toEqual(whole(200, "x".repeat(most)));
  expect(readResponse(Buffer.from(inMany(most + 1)), false, 1).state).toBe("too-large");
  expect(readResponse(Buffer.from(`${ok}\r\n${large}${large}`), false, 5).state).toBe("too-large");
});

test("what will be more than a megabyte is refused when it says so", () => {
  expect(read(`${ok}Content-Length: 1048577\r\n\r\nx`).state).toBe("too-large");
  expect(read(`${chunked}ffffffff\r\nx`).state).toBe("too-large");
});

test("a header with thousands of blanks is read at once", () => {
  const blanks = " ".repeat(15_000);
  expect(read(`${ok}Connection: a${blanks}b\r\nContent-Length:${blanks}\r\n\r\n`).state).toBe("malformed");
});

test("no bytes throw", () => {
  const pieces = fc.constantFrom(
    ok,
    "\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Content-Length: 3\r\n",
    "3\r\nabc\r\n",
    "0\r\n\r\n",
  );
  const text = fc.array(fc.oneof(pieces, fc.string({ unit: "binary" })), { maxLength: 8 });
  fc.assert(
    fc.property(text, fc.boolean(), (parts, ended) => {
      expect(["more", "whole", "malformed"]).toContain(read(parts.join(""), ended).state);
    }),
  );
});
