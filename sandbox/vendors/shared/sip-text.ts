/** A SIP message as it is on the wire, parsed only as far as setting up and ending a call needs. */
export interface SipMessage {
  /** Of a request: INVITE, BYE, ACK, CANCEL. */
  method: string | undefined;
  /** Of an answer. */
  status: number | undefined;
  requestUri: string | undefined;
  headers: SipHeader[];
  body: string;
}

export interface SipHeader {
  name: string;
  value: string;
}

export function readSip(text: string): SipMessage | undefined {
  const border = text.indexOf("\r\n\r\n");
  const head = (border === -1 ? text : text.slice(0, border)).split("\r\n");
  const first = head[0] ?? "";
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(first);
  const answer = /^SIP\/2\.0 (\d{3}) /.exec(first);
  if (!request && !answer) return undefined;
  const headers = head.slice(1).flatMap((line) => {
    const colon = line.indexOf(":");
    return colon < 1 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
  });
  return {
    method: request?.[1],
    requestUri: request?.[2],
    status: answer ? Number(answer[1]) : undefined,
    headers,
    body: border === -1 ? "" : text.slice(border + 4),
  };
}

export function headerOf(message: SipMessage, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return message.headers.find((header) => header.name.toLowerCase() === wanted)?.value;
}

/** The user part of the address that the INVITE is for: the DID. */
export function calledUser(message: SipMessage): string | undefined {
  return /^sips?:([^@;>]+)@/.exec(message.requestUri ?? "")?.[1];
}

export function callerOf(message: SipMessage): string | undefined {
  return /<sips?:([^@;>]+)@/.exec(headerOf(message, "From") ?? "")?.[1];
}

const dialogHeaders = ["Via", "From", "Call-ID", "CSeq"];

/** An answer inside the INVITE's dialog; `localTag` marks our side once the call is set up. */
export function writeSipAnswer(
  invite: SipMessage,
  status: number,
  reason: string,
  localTag: string,
  more: readonly SipHeader[] = [],
  body = "",
): string {
  const same = dialogHeaders.map((name) => ({ name, value: headerOf(invite, name) ?? "" }));
  const to = `${headerOf(invite, "To") ?? ""}${status > 100 ? `;tag=${localTag}` : ""}`;
  return writeSip(`SIP/2.0 ${status} ${reason}`, [...same, { name: "To", value: to }, ...more], body);
}

export function writeSip(firstLine: string, headers: readonly SipHeader[], body = ""): string {
  const length = { name: "Content-Length", value: String(Buffer.byteLength(body)) };
  // A line break inside a value would inject a header.
  const lines = [...headers, length].map(
    ({ name, value }) => `${name}: ${value.replaceAll(/[\r\n]+/g, " ")}`,
  );
  return [firstLine, ...lines, "", body].join("\r\n");
}
