import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export interface SignedRequest {
  method: string;
  /** As on the wire, still percent-encoded, without the query. */
  rawPath: string;
  rawQuery: string;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

export interface CredentialScope {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
}

export interface Signature {
  scope: CredentialScope;
  signedHeaders: string[];
  signature: string;
  /** `20240131T235959Z` */
  amzDate: string;
  signedAtMilliseconds: number;
}

/** AWS refuses a signature whose time differs from its own clock by more than this. */
export const maxSkewMs = 5 * 60 * 1000;

/** Reads the Authorization header; undefined when there is none or it is not Signature Version 4. */
export function readSignature(headers: SignedRequest["headers"]): Signature | undefined {
  const match =
    /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    );
  const amzDate = headers["x-amz-date"] ?? "";
  const time = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(amzDate);
  const [, credential = "", names = "", signature = ""] = match ?? [];
  const [accessKeyId = "", date = "", region = "", service = "", end] = credential.split("/");
  if (!match || !time || end !== "aws4_request") return undefined;
  const [, year, month, day, hour, minute, second] = time;
  return {
    scope: { accessKeyId, date, region, service },
    signedHeaders: names.split(";"),
    signature,
    amzDate,
    signedAtMilliseconds: Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`),
  };
}

/** Whether the request was signed with this secret, byte for byte as it came. */
export function isSignedWith(secretAccessKey: string, signature: Signature, request: SignedRequest): boolean {
  const { scope, signedHeaders, amzDate } = signature;
  if (!signedHeaders.includes("host") || !amzDate.startsWith(scope.date)) return false;
  const bodyHash = sha256(request.body);
  const declaredHash = request.headers["x-amz-content-sha256"];
  if (declaredHash !== undefined && declaredHash !== bodyHash && declaredHash !== "UNSIGNED-PAYLOAD")
    return false;
  const canonicalRequest = [
    request.method,
    canonicalPath(request.rawPath),
    canonicalQuery(request.rawQuery),
    ...signedHeaders.map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/\s+/g, " ")}`),
    "",
    signedHeaders.join(";"),
    declaredHash ?? bodyHash,
  ].join("\n");
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", amzDate, scopeText, sha256(canonicalRequest)].join("\n");
  const expected = hmac(signingKey(secretAccessKey, scope), toSign);
  return timingSafeEqual(expected, Buffer.from(signature.signature, "hex"));
}

function signingKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  const dateKey = hmac(`AWS4${secretAccessKey}`, scope.date);
  return hmac(hmac(hmac(dateKey, scope.region), scope.service), "aws4_request");
}

/** Every service except S3 signs the path normalized and encoded again. */
function canonicalPath(rawPath: string): string {
  const kept: string[] = [];
  for (const segment of rawPath.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") kept.pop();
    else kept.push(encodeStrictly(segment));
  }
  const trailing = kept.length > 0 && rawPath.endsWith("/") ? "/" : "";
  return `/${kept.join("/")}${trailing}`;
}

function canonicalQuery(rawQuery: string): string {
  return rawQuery
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf("=");
      const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
      return [encodeStrictly(decodeForm(name)), encodeStrictly(decodeForm(value))] as const;
    })
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}

function hmac(key: Buffer | string, content: string): Buffer {
  return createHmac("sha256", key).update(content).digest();
}
