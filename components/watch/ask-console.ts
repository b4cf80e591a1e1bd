import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";

const deadlineMs = 20_000;

/** One look at a route of this console, which answers with `Value` or with `{ problem }`. Never rejects. */
export async function askConsole<Value extends object>(
  url: string,
  has: keyof Value & string,
  signal: AbortSignal,
): Promise<Result<Value>> {
  try {
    const both = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
    const response = await fetch(url, { signal: both, cache: "no-store" });
    const body = (await response.json()) as Value | { problem: Problem };
    if (has in body) return succeed(body as Value);
    return fail("problem" in body ? body.problem : silent);
  } catch {
    return fail(silent);
  }
}

const silent: Problem = {
  code: "console-silent",
  sentence: "Can't reach Patchbay. Retrying…",
  wayOut: "If this continues, check your connection.",
};
