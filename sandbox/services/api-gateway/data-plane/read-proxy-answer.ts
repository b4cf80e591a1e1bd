import type { WireAnswer } from "../../../wire/service";

const knownMembers = new Set(["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"]);

/** API Gateway reserves these headers; the function's values are renamed or dropped. */
const remappedHeaders = new Set([
  "authorization",
  "connection",
  "content-length",
  "date",
  "server",
  "www-authenticate",
]);
const droppedHeaders = new Set(["transfer-encoding", "keep-alive", "upgrade", "trailer", "te"]);

/**
 * Reads what a proxy function answered: JSON text of `{statusCode, headers?, multiValueHeaders?, body?,
 * isBase64Encoded?}` and nothing else. undefined when it is malformed: the caller then gets a 502.
 */
export function readProxyAnswer(
  payload: string,
  { isBinary }: { isBinary: boolean },
): WireAnswer | undefined {
  const answer = parseObject(payload);
  if (!answer || Object.keys(answer).some((name) => !knownMembers.has(name))) return undefined;
  const status = readStatus(answer.statusCode);
  const headers = readHeaders(answer.headers, answer.multiValueHeaders);
  const { body = null, isBase64Encoded = false } = answer;
  if (status === undefined || !headers) return undefined;
  if (body !== null && typeof body !== "string") return undefined;
  if (typeof isBase64Encoded !== "boolean") return undefined;
  // Base64 is decoded only for types that the API lists as binary.
  const content = body === null ? "" : isBase64Encoded && isBinary ? Buffer.from(body, "base64") : body;
  return { status, headers: { "content-type": "application/json", ...headers }, body: content };
}

function readStatus(value: unknown): number | undefined {
  const isNumeral = typeof value === "string" && /^\d{3}$/.test(value);
  const status = typeof value === "number" || isNumeral ? Number(value) : Number.NaN;
  return Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;
}

/** Both are merged: for a name in both, the values of the list are used. */
function readHeaders(single: unknown, multiple: unknown): Record<string, string> | undefined {
  const headers: Record<string, string> = {};
  for (const [source, isMultiple] of [
    [single, false],
    [multiple, true],
  ] as const) {
    if (source === undefined || source === null) continue;
    if (typeof source !== "object" || Array.isArray(source)) return undefined;
    for (const [name, value] of Object.entries(source)) {
      const values: unknown[] = isMultiple ? (Array.isArray(value) ? value : [null]) : [value];
      if (!values.every(isScalar)) return undefined;
      const text = values.map(String).join(",");
      if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(text))
        return undefined;
      const lower = name.toLowerCase();
      if (droppedHeaders.has(lower)) continue;
      headers[remappedHeaders.has(lower) ? `x-amzn-remapped-${lower}` : lower] = text;
    }
  }
  return headers;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function parseObject(text: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
