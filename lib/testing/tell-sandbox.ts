/** Where the sandbox answers, and what its own routes ask for. */
export interface SandboxControl {
  awsUrl: string;
  controlKey: string;
  /** The account to act in; the first one when it is absent. */
  accountId?: string;
}

/** That of every sandbox that startSandbox starts. */
export const testControlKey = "the-control-key-of-the-tests-sandboxes";

const timeoutMs = 30_000;

/**
 * A request to the sandbox's own routes, with their key: "calls", or the whole address of a simulated vendor's. The one way
 * there for tests, the demo and benchmarks; the console's is lib/calls/ask-sandbox.ts.
 */
export async function tellSandbox(
  { awsUrl, controlKey, accountId }: SandboxControl,
  method: "GET" | "PUT" | "POST" | "DELETE",
  path: string,
  body?: object,
): Promise<Record<string, unknown>> {
  const url = path.startsWith("http") ? path : `${awsUrl}/_sandbox/${path}`;
  const answer = await fetch(url, {
    method,
    headers: {
      "x-sandbox-key": controlKey,
      "content-type": "application/json",
      ...(accountId === undefined ? {} : { "x-sandbox-account": accountId }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${method} ${url}: ${text}`);
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}
