import type { WireAnswer } from "../../../wire/service";

/**
 * Reads what a function answered in payload format 2.0. JSON without a statusCode is the body of a 200. undefined when it
 * has one, but not in the format: the caller then gets a 500.
 */
export function readHttpAnswer(payload: string): WireAnswer | undefined {
  const answer = parse(payload);
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer))
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: typeof answer === "string" ? answer : payload,
    };
  const { statusCode, headers = {}, cookies = [], body = "", isBase64Encoded = false } = answer as Answer;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  if (typeof headers !== "object" || headers === null || !Array.isArray(cookies)) return undefined;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return undefined;
    if (/[^\t\x20-\x7e\x80-\xff]/.test(String(value))) return undefined;
    written[name.toLowerCase()] = String(value);
  }
  if (cookies.length > 0) written["set-cookie"] = cookies.map(String).join(", ");
  for (const name of hopHeaders) delete written[name];
  return {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...written },
    body: isBase64Encoded ? Buffer.from(text, "base64") : text,
  };
}

/** Between the function and API Gateway only. */
const hopHeaders = [
  "connection",
  "content-length",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
  "te",
  "trailer",
];

interface Answer {
  statusCode: unknown;
  headers?: unknown;
  cookies?: unknown;
  body?: unknown;
  isBase64Encoded?: unknown;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
