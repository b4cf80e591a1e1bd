const timeoutMs = 30_000;

export interface Fill {
  group: string;
  events: number;
  fromMs?: number;
  toMs?: number;
  contactId?: string;
}

/** Every answer of the sandbox as late as AWS's would be (the figures: sandbox/wire/latency.ts), or at once again. */
export function setLatency(sandboxUrl: string, profile: "aws" | "off"): Promise<void> {
  return control(`${sandboxUrl}/_sandbox/latency`, "PUT", { profile });
}

/** Puts lines into a flow log that no call wrote, in place of those of an earlier fill. */
export function fillLog(sandboxUrl: string, fill: Fill): Promise<void> {
  return control(`${sandboxUrl}/_sandbox/logs/fill`, "POST", fill);
}

async function control(url: string, method: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body), signal });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${method} ${url}.`);
}
