export interface Head {
  status: number;
  /** length: in bytes; end: until the other side closes the connection. */
  framing: "chunked" | "end" | { length: number };
  /** The connection may carry another exchange. */
  reusable: boolean;
}

/** A status line and headers of one line each. */
const wholeHead = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [^\r\n\0]*)?\r\n(?:[\w!#$%&'*+.^`|~-]+:[^\r\n\0]*\r\n)*$/;
const framingHeaders = /^(connection|content-length|transfer-encoding):(.*)$/gim;

/**
 * Reads a response's head as Latin-1, from its status line to the line end of its last header. undefined for one that isn't
 * HTTP/1.1 (RFC 9112) or 1.0, or could be read in two ways: a length beside chunks, two lengths, a folded header. Pure.
 */
export function parseHead(text: string): Head | undefined {
  const [, minor, statusText] = wholeHead.exec(text) ?? [];
  if (statusText === undefined) return undefined;
  const status = Number(statusText);
  let length: string | undefined;
  let isChunked = false;
  let reusable = minor === "1";
  for (const [, name = "", written = ""] of text.matchAll(framingHeaders)) {
    const first = name.toLowerCase();
    const value = trimBlanks(written);
    if (first === "content-length") {
      if (!/^\d{1,15}$/.test(value) || (length !== undefined && length !== value)) return undefined;
      length = value;
    } else if (first === "transfer-encoding") {
      if (isChunked || value.toLowerCase() !== "chunked") return undefined;
      isChunked = true;
    } else if (/\bclose\b/i.test(value)) reusable = false;
  }
  if (isChunked && length !== undefined) return undefined;
  if (status < 200 || status === 204 || status === 304) return { status, framing: { length: 0 }, reusable };
  if (isChunked) return { status, framing: "chunked", reusable };
  if (length !== undefined) return { status, framing: { length: Number(length) }, reusable };
  return { status, framing: "end", reusable: false };
}

/** Spaces and tabs. Other blanks are part of the value: who reads it otherwise would find another length. */
function trimBlanks(text: string): string {
  const isBlank = (at: number) => text[at] === " " || text[at] === "\t";
  let from = 0;
  let to = text.length;
  while (isBlank(from)) from++;
  while (to > from && isBlank(to - 1)) to--;
  return text.slice(from, to);
}
