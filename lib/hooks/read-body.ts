/** The vendors' own limit is far above what their events need. */
const maxBodyBytes = 64 * 1024;
const bodyTimeoutMs = 10_000;

/** The whole body as UTF-8; undefined when it is larger than `maxBodyBytes`, or doesn't come to its end in ten seconds. */
export async function readBody(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes) return undefined;
  const reader = request.body?.getReader();
  if (reader === undefined) return "";
  const late = AbortSignal.timeout(bodyTimeoutMs);
  const giveUp = () => void reader.cancel().catch(() => undefined);
  late.addEventListener("abort", giveUp, { once: true });
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes += next.value.byteLength;
      if (bytes > maxBodyBytes) {
        giveUp();
        return undefined;
      }
      parts.push(next.value);
    }
  } catch {
    return undefined;
  } finally {
    late.removeEventListener("abort", giveUp);
  }
  return late.aborted ? undefined : Buffer.concat(parts).toString("utf8");
}
