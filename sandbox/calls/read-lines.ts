/** The lines of a stream of JSON values, each as it arrives. */
export async function* readJsonLines(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const lines = `${rest}${decoder.decode(part.value, { stream: true })}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line);
    }
    if (rest.trim() !== "") yield JSON.parse(rest);
  } finally {
    await reader.cancel();
  }
}
