/** A SIP message as a voice connector logs it, read as far as a ladder needs it (RFC 3261). */
export interface SipMessage {
  /** Of a request: "INVITE". */
  method?: string;
  /** Of an answer: 200. */
  status?: number;
  /** Of an answer: "OK". */
  reason?: string;
  /** The method that an answer belongs to, by its CSeq; a request's own. */
  transaction: string;
  /** The number and method of its CSeq; "" without one. */
  cseq: string;
  callId: string;
  /** The tag of the From header: who opened the transaction. */
  fromTag: string;
  headers: { name: string; value: string }[];
}

const shortNames: Record<string, string> = { f: "from", t: "to", i: "call-id", m: "contact", v: "via" };

/** undefined for what is no SIP message. Lines may end in CRLF or LF; header names in any case, short or long. */
export function parseSipMessage(text: string): SipMessage | undefined {
  const [head = ""] = text.split(/\r?\n\r?\n/, 1);
  const [first = "", ...rest] = head.split(/\r?\n/);
  const request = /^([A-Z]+) \S+ SIP\/2\.0$/.exec(first.trim());
  const answer = /^SIP\/2\.0 (\d{3}) ?(.*)$/.exec(first.trim());
  if (!request && !answer) return undefined;
  const headers = unfold(rest).flatMap((line) => {
    const colon = line.indexOf(":");
    return colon < 1 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
  });
  const valueOfHeader = (wanted: string) =>
    headers.find(({ name }) => (shortNames[name.toLowerCase()] ?? name.toLowerCase()) === wanted)?.value ??
    "";
  const method = request?.[1];
  const [cseq = "", ofMethod] = /^\d+\s+([A-Z]+)/.exec(valueOfHeader("cseq")) ?? [];
  return {
    ...(method === undefined ? {} : { method }),
    ...(answer ? { status: Number(answer[1]), reason: answer[2] ?? "" } : {}),
    transaction: ofMethod ?? method ?? "",
    cseq,
    callId: valueOfHeader("call-id"),
    fromTag: /;\s*tag=([^;\s]+)/i.exec(valueOfHeader("from"))?.[1] ?? "",
    headers,
  };
}

/** Without regard to case. */
export function headerOf(message: SipMessage, wanted: string): string | undefined {
  return message.headers.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.value;
}

/** A line that begins with a blank continues the header before it. */
function unfold(lines: string[]): string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const last = whole.length - 1;
    if (/^[ \t]/.test(line) && last >= 0) whole[last] = `${whole[last]} ${line.trim()}`;
    else whole.push(line);
  }
  return whole;
}
