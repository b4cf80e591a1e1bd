import { type SandboxControl, tellSandbox } from "@/lib/testing/tell-sandbox";

export interface Fill {
  group: string;
  events: number;
  fromMs?: number;
  toMs?: number;
  contactId?: string;
}

/** Every answer of the sandbox as late as AWS's would be (the figures: sandbox/wire/latency.ts), or at once again. */
export async function setLatency(sandbox: SandboxControl, profile: "aws" | "off"): Promise<void> {
  await tellSandbox(sandbox, "PUT", "latency", { profile });
}

/** Puts lines into a flow log that no call wrote, in place of those of an earlier fill. */
export async function fillLog(sandbox: SandboxControl, fill: Fill): Promise<void> {
  await tellSandbox(sandbox, "POST", "logs/fill", { ...fill });
}
