/** What Amazon Connect gives up on: an answer of a Lambda block of 32 KB or more, as UTF-8. */
const connectLimitBytes = 32 * 1024;

/**
 * Whether metadata fits into the answer that the retrieve function gives to Amazon Connect, where it stands as a
 * string inside JSON: each quote in it takes one byte more. Room is left for the status beside it.
 */
export function fitsConnectResponse(body: string): boolean {
  return Buffer.byteLength(JSON.stringify(body), "utf8") + 64 < connectLimitBytes;
}

/** The same of a whole answer, as Lambda writes it. */
export function answerFitsConnect(answer: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(answer), "utf8") < connectLimitBytes;
}
