const deadlineMs = 10_000;

/** Whether the console says that the session is over. No answer, or another one, says nothing. Never rejects. */
export async function isSignedOut(signal: AbortSignal): Promise<boolean> {
  try {
    const both = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
    const answer = await fetch("/api/session", { signal: both, cache: "no-store" });
    const body: unknown = answer.ok ? await answer.json() : undefined;
    return typeof body === "object" && body !== null && "signedIn" in body && body.signedIn === false;
  } catch {
    return false;
  }
}
