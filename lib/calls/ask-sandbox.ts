import { config } from "@/lib/config";
import { type Problem, ProblemError } from "@/lib/result";

const TIMEOUT_MS = 10_000;

/** One request to the sandbox's own routes; throws Problems `sandbox-silent` and `call-refused`. */
export async function askSandbox(
  method: "GET" | "POST" | "PUT",
  url: string,
  body?: object,
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        "X-Sandbox-Key": config().sandbox?.controlKey ?? "",
        ...(body && { "Content-Type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new ProblemError(sandboxSilent, { cause });
  }
  const text = await response.text();
  if (!response.ok) throw new ProblemError(refused(response.status));
  return text === "" ? undefined : JSON.parse(text);
}

const sandboxSilent = {
  code: "sandbox-silent",
  sentence: "The sandbox does not answer; no call was placed.",
  wayOut: "Start the console with its sandbox and try again.",
};

function refused(status: number): Problem {
  return {
    code: "call-refused",
    sentence: `The sandbox refused the call (${status}).`,
    wayOut:
      "Write the caller's number like +12065550123, and use a number that the integration points at its flow.",
  };
}
