/** Amazon Connect refuses a Lambda block's answer of 32 KB or more, as UTF-8. */
const connectLimitBytes = 32 * 1024;

/**
 * Whether metadata fits into the answer that the retrieve function gives to Amazon Connect, where it is a
 * string inside JSON: each quote in it takes one more byte. There is room for the status next to it.
 */
export function fitsConnectResponse(body: string): boolean {
  return Buffer.byteLength(JSON.stringify(body), "utf8") + 64 < connectLimitBytes;
}

/** The same for a whole answer, as Lambda serializes it. */
export function answerFitsConnect(answer: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(answer), "utf8") < connectLimitBytes;
}
