import { createHmac, hash } from "node:crypto";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string | undefined;
}

export interface RequestToSign {
  /** Host with port, as sent. */
  host: string;
  region: string;
  service: string;
  body: string;
  /** Sent and signed in addition to host and date; names in lower case. */
  headers: Record<string, string>;
  at: Date;
}

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac("sha256", key).update(text, "utf8").digest();

/**
 * Signature Version 4 for the one kind of request that these functions make: POST to "/", no query, a text body.
 * The SDK's client would be 40 times the size of everything else, and every cold start would load it.
 * Returns all headers to send, except `host`, which the HTTP client writes itself.
 */
export function signRequest(request: RequestToSign, credentials: Credentials): Record<string, string> {
  const at = request.at.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const day = at.slice(0, 8);
  const headers: Record<string, string> = { ...request.headers, host: request.host, "x-amz-date": at };
  if (credentials.sessionToken) headers["x-amz-security-token"] = credentials.sessionToken;
  const names = Object.keys(headers).sort();
  const signedHeaders = names.join(";");
  const canonical = [
    "POST",
    "/",
    "",
    ...names.map((name) => `${name}:${(headers[name] ?? "").trim().replace(/\s+/g, " ")}`),
    "",
    signedHeaders,
    hash("sha256", request.body),
  ].join("\n");
  const scope = `${day}/${request.region}/${request.service}/aws4_request`;
  const key = signingKey(credentials.secretAccessKey, [day, request.region, request.service, "aws4_request"]);
  const signature = hmac(key, ["AWS4-HMAC-SHA256", at, scope, hash("sha256", canonical)].join("\n")).toString(
    "hex",
  );
  const { host: _written, ...sent } = headers;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  };
}

let lastKey: { from: string; key: Buffer } | undefined;

/** The same for a day: four of the six hashes that a signature takes. */
function signingKey(secretAccessKey: string, scope: string[]): Buffer {
  const from = [secretAccessKey, ...scope].join("\n");
  if (lastKey?.from !== from) {
    const [first = "", ...others] = scope;
    lastKey = { from, key: others.reduce(hmac, hmac(`AWS4${secretAccessKey}`, first)) };
  }
  return lastKey.key;
}
