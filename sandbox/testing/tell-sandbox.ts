import { controlKeyHeader } from "../wire/control-gate";

export const testControlKey = "the-key-of-the-sandboxes-of-tests";

/** A request to the control routes of a sandbox or a vendor that was started with the tests' key. */
export function tellSandbox(
  url: string,
  method: string,
  body?: unknown,
  { headers, signal }: { headers?: Record<string, string> | undefined; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(url, {
    method,
    headers: { [controlKeyHeader]: testControlKey, "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
}
