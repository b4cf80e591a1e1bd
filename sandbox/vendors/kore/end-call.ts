import { randomBytes } from "node:crypto";
import { type SipCall, writeOurBye, writeOurRefer } from "../shared/sip-side";
import type { SipHeader } from "../shared/sip-text";
import type { Bot } from "./bot";
import type { CallScenario } from "./call-scenario";
import type { Conversation } from "./conversation";
import type { ScriptMemory } from "./run-script";
import { runTransferCode, type VoiceCommand } from "./transfer-code";

export const koreAddress = "192.0.2.40:5060";
const answerLimitMs = 5_000;

export type EndReason = "TransferToAgent" | "HangUp";

interface Ending {
  call: SipCall;
  tag: string;
  conversation: Conversation;
}

/**
 * Ends our leg: a BYE with kore-reason, or what the transfer code of the dialog asked for. A REFER that is refused leads to
 * the node's error path, which says sorry and hangs up.
 */
export async function endCall(
  ending: Ending,
  bot: Bot,
  { reason, memory }: { reason: EndReason; memory: ScriptMemory },
  { fault }: CallScenario,
): Promise<void> {
  if (reason !== "TransferToAgent") return bye(ending, { "kore-reason": reason });
  const command = fault?.referTo
    ? ({ verb: "refer", message: "", referTo: fault.referTo, headers: {} } as const)
    : await commandOf(ending, bot, memory);
  if (command === "failed") return sorry(ending, "The transfer code failed.");
  // The Agent Transfer node, with SIP BYE.
  if (command === undefined) return bye(ending, { "kore-reason": reason });
  if (command.verb === "hangup") return bye(ending, { "kore-reason": "HangUp", ...command.headers });
  if (command.verb === "invite") return sorry(ending, "A conference isn't simulated.");
  await refer(ending, command.referTo, command.headers);
}

async function commandOf({ conversation }: Ending, { transferCode }: Bot, memory: ScriptMemory) {
  if (!transferCode) return undefined;
  const run = await runTransferCode(transferCode, memory);
  conversation.debug.push(...run.debug);
  if (!run.ok) {
    conversation.debug.push(`Message node error: ${run.why}`);
    return "failed";
  }
  return run.command satisfies VoiceCommand | undefined;
}

async function refer(ending: Ending, referTo: string, headers: Record<string, string>): Promise<void> {
  const { call, tag } = ending;
  const target = referTo.startsWith("+") ? `tel:${referTo}` : referTo;
  const more = [{ name: "Refer-To", value: `<${target}>` }, ...toList(headers)];
  call.sip(writeOurRefer(call.invite, { address: koreAddress, tag, branch: newBranch(), more }));
  const status = await call.answered("REFER", AbortSignal.timeout(answerLimitMs));
  if (status !== undefined && status < 300) return bye(ending, {});
  sorry(ending, status === undefined ? "REFER got no answer." : `REFER was refused: ${status}`);
}

function sorry(ending: Ending, why: string): void {
  const { conversation } = ending;
  const text = "I'm sorry, I can't connect you right now. Goodbye.";
  conversation.messages.push({ from: "bot", text, at: new Date().toISOString() });
  conversation.errorDetails = why;
  conversation.debug.push(why);
  conversation.handedOffAt = undefined;
  conversation.endedBy = "bot";
  bye(ending, { "kore-reason": "HangUp" });
}

function bye({ call, tag }: Ending, headers: Record<string, string>): void {
  const more = toList(headers);
  call.sip(writeOurBye(call.invite, { address: koreAddress, tag, branch: newBranch(), more }));
}

function toList(headers: Record<string, string>): SipHeader[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function newBranch(): string {
  return randomBytes(8).toString("hex");
}
