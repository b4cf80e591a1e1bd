import type { IncomingMessage } from "node:http";

const bodyLimitBytes = 1024 * 1024;

/** The body as text, and parsed as JSON: undefined when there is none, it is too large, or it isn't valid. */
export async function readBody(
  request: IncomingMessage,
): Promise<{ tooLarge: boolean; value: unknown; size: number; text: string }> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size <= bodyLimitBytes) parts.push(bytes);
  }
  if (size > bodyLimitBytes) return { tooLarge: true, value: undefined, size, text: "" };
  const text = Buffer.concat(parts).toString("utf8");
  try {
    return { tooLarge: false, value: JSON.parse(text), size, text };
  } catch {
    return { tooLarge: false, value: undefined, size, text };
  }
}

export function textOf(body: unknown, name: string): string | undefined {
  const value = memberOf(body, name);
  return typeof value === "string" ? value : undefined;
}

export function memberOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}
