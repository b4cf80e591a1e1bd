/** Below what the server takes: what is redacted there can become a little longer. */
const maxBytes = 900_000;

interface LogEntry {
  time?: unknown;
  level?: unknown;
  component?: unknown;
  text?: unknown;
  exception?: { type?: unknown; message?: unknown };
}

/**
 * Pure. One line for each entry of Streams' log, the newest ones that fit. Only what an entry says of itself: its objects are
 * whole snapshots, with contacts' attributes and numbers, and stay in the browser.
 */
export function formatLog(entries: readonly unknown[], most = maxBytes): string {
  const lines: string[] = [];
  let bytes = 0;
  for (const entry of [...entries].reverse()) {
    const line = formatEntry(entry);
    bytes += byteLength(line) + 1;
    if (bytes > most) break;
    lines.push(line);
  }
  return lines.reverse().join("\n");
}

function formatEntry(entry: unknown): string {
  const { time, level, component, text, exception } = Object(entry) as LogEntry;
  return JSON.stringify({
    time: time instanceof Date ? time.toISOString() : time,
    ...{ level, component, text },
    ...(exception && { exception: { type: exception.type, message: exception.message } }),
  });
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Streams keeps its entries in two lists that it doesn't describe: the current one, and the one before it. */
export function readStreamsLog(): unknown[] {
  const logger: unknown = connect.getLog();
  return ["_rolledLogs", "_logs"].flatMap((name) => {
    const entries: unknown = Reflect.get(Object(logger), name);
    return Array.isArray(entries) ? (entries as unknown[]) : [];
  });
}

/** As base64: what a server action takes, at a tenth of the size. */
export async function gzipText(text: string): Promise<string> {
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(zipped).arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8_192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  }
  return btoa(binary);
}
