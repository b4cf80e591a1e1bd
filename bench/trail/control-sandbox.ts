import type { ContactId } from "@/lib/kernel/ids";
import { type SandboxControl, tellSandbox } from "@/lib/testing/tell-sandbox";

export interface Fill {
  group: string;
  events: number;
  fromMs?: number;
  toMs?: number;
  contactId?: ContactId;
}

/** Delays the sandbox's answers like AWS's (figures: sandbox/wire/latency.ts), or stops delaying them. */
export async function setLatency(sandbox: SandboxControl, profile: "aws" | "off"): Promise<void> {
  await tellSandbox(sandbox, "PUT", "latency", { profile });
}

/** Fills a flow log with lines that no call wrote, replacing those of an earlier fill. */
export async function fillLog(sandbox: SandboxControl, fill: Fill): Promise<void> {
  await tellSandbox(sandbox, "POST", "logs/fill", { ...fill });
}
