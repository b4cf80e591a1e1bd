import type { describeAgent } from "../agent-snapshot";

export type AgentData = ReturnType<typeof describeAgent>;
export type Answer = { data: unknown } | { err: unknown };

/** The next snapshot that isn't `after`; "signed-out" when there is no session anymore; undefined when it failed. */
export async function nextSnapshot(
  after: string,
): Promise<({ revision: string } & AgentData) | "signed-out" | undefined> {
  try {
    const query = new URLSearchParams({ after });
    const response = await fetch(`/connect/api/snapshot?${query}`, { signal: AbortSignal.timeout(15_000) });
    if (response.status === 401) return "signed-out";
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

/** One method of Streams' client. */
export async function callInstance(method: string, params: unknown): Promise<Answer> {
  try {
    const response = await fetch("/connect/api/call", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ method, params }),
      signal: AbortSignal.timeout(10_000),
    });
    if (response.status === 401) return { err: { type: "UnauthorizedException", message: "Signed out." } };
    return await response.json();
  } catch {
    return { err: { type: "NetworkError", message: "The instance didn't answer." } };
  }
}

const times = new Set(["timestamp", "startTimestamp", "timeStamp", "queueTimestamp", "snapshotTimestamp"]);

/** Streams calls getTime on every time of a snapshot. */
export function withDates(value: unknown, name = ""): unknown {
  if (times.has(name) && typeof value === "number") return new Date(value);
  if (Array.isArray(value)) return value.map((one) => withDates(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withDates(one, key)]));
}
