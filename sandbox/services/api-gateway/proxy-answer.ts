import type { WireAnswer } from "../../wire/service";

const knownMembers = ["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"];

/** Reads what a function answered in a proxy integration; undefined when it has not that form (502). */
export function readProxyAnswer(payload: string): WireAnswer | undefined {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return undefined;
  const members = answer as Record<string, unknown>;
  if (Object.keys(members).some((name) => !knownMembers.includes(name))) return undefined;
  const { body = null, isBase64Encoded = false } = members;
  // A status as text of digits is taken, too.
  const status = typeof members.statusCode === "string" ? Number(members.statusCode) : members.statusCode;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 100 || status > 599)
    return undefined;
  if (body !== null && typeof body !== "string") return undefined;
  if (typeof isBase64Encoded !== "boolean") return undefined;
  const headers = readHeaders(members.headers, members.multiValueHeaders);
  if (!headers) return undefined;
  if (!("content-type" in headers)) headers["content-type"] = "application/json";
  return { status, headers, body: isBase64Encoded ? Buffer.from(body ?? "", "base64") : (body ?? "") };
}

function readHeaders(single: unknown, multiple: unknown): Record<string, string> | undefined {
  const headers: Record<string, string> = {};
  for (const source of [single, multiple]) {
    if (source === undefined || source === null) continue;
    if (typeof source !== "object") return undefined;
    for (const [name, value] of Object.entries(source)) {
      const values: unknown[] = Array.isArray(value) ? value : [value];
      if (values.some((one) => typeof one === "object" && one !== null)) return undefined;
      headers[name.toLowerCase()] = values.join(",");
    }
  }
  // The connection is ours, not the function's.
  delete headers["content-length"];
  delete headers["transfer-encoding"];
  delete headers.connection;
  return headers;
}
