import { vi } from "vitest";

/** Runs `work` with standard output captured: returns its answer and the lines that were logged. */
export async function captureLog<Value>(
  work: () => Promise<Value>,
): Promise<{ value: Value; lines: Record<string, unknown>[]; text: string }> {
  let text = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    const value = await work();
    const lines = text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { value, lines, text };
  } finally {
    spy.mockRestore();
  }
}
