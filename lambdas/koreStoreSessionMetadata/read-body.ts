import { fitsConnectResponse } from "../shared/response-limit";

/** All attributes of a contact share 32 KB, beyond which Connect sets none: 24 KB leaves room for the others. */
export const largestBodyBytes = 24 * 1024;

export type BodyReading =
  | { ok: true; text: string; koreSessionId: string | undefined }
  | { ok: false; statusCode: 400 | 413; error: string; message: string };

const refuse = (statusCode: 400 | 413, error: string, message: string): BodyReading => ({
  ok: false,
  statusCode,
  error,
  message,
});

/**
 * The posted JSON object as its original text: parsing and serializing it would change numbers that a double
 * can't hold (12345678901234567890) and the way that others are written (1.50).
 */
export function readBody(body: unknown, isBase64: boolean): BodyReading {
  if (typeof body !== "string" || body === "")
    return refuse(400, "body-missing", "The body is empty; a JSON object belongs there.");
  // Before decoding, so that a huge body costs nothing.
  const encodedLimit = isBase64 ? Math.ceil(largestBodyBytes / 3) * 4 + 1024 : largestBodyBytes;
  const tooLarge = refuse(413, "body-too-large", `The body is larger than ${largestBodyBytes} bytes.`);
  if (body.length > encodedLimit) return tooLarge;
  const text = isBase64 ? decodeBase64(body) : body.isWellFormed() ? body : undefined;
  if (text === undefined) return refuse(400, "body-not-text", "The body is not UTF-8 text.");
  if (Buffer.byteLength(text, "utf8") > largestBodyBytes) return tooLarge;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse(400, "body-not-json", "The body is not valid JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(400, "body-not-object", "The body is JSON, but not an object.");
  }
  // Refused when it is posted, rather than lost when the call returns.
  if (!fitsConnectResponse(text)) {
    return refuse(
      413,
      "body-too-large",
      "With its quotes escaped the body exceeds the 32 KB that Amazon Connect takes.",
    );
  }
  return {
    ok: true,
    text,
    koreSessionId: indexable((value as Record<string, unknown>)["kore-instanceSessionId"]),
  };
}

function decodeBase64(body: string): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(body, "base64"));
  } catch {
    return undefined;
  }
}

/** An index refuses empty keys and keys over 2,048 bytes, and the write fails as a whole. */
function indexable(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.isWellFormed() && Buffer.byteLength(value) <= 1024
    ? value
    : undefined;
}
