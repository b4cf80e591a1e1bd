import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { inRanges } from "../shared/in-range";
import { type SipCall, writeOurBye } from "../shared/sip-side";
import { calledUser, callerOf, headerOf, type SipMessage, writeSipAnswer } from "../shared/sip-text";
import type { Bot, ServiceNode } from "./bot";
import { type CallScenario, readScenario } from "./call-scenario";
import type { Conversation } from "./conversation";
import { postMetadata } from "./post-metadata";
import { runScript, type ScriptMemory } from "./run-script";
import { spoilPost } from "./spoil-post";
import type { KoreStore } from "./store";

const reasonPhrases: Readonly<Record<number, string>> = {
  403: "Forbidden",
  404: "Not Found",
  486: "Busy Here",
  488: "Not Acceptable Here",
  503: "Service Unavailable",
};
const usualTalkSeconds = 0.4;
const maxTalkSeconds = 3600;
/** Longer than any Lambda that looks for the metadata has patience. */
const lateSeconds = 9;

/** One call, from the INVITE until somebody hangs up. */
export async function handleInvite(store: KoreStore, call: SipCall): Promise<void> {
  const { invite } = call;
  const scenario = readScenario(call.scenario);
  const tag = randomBytes(6).toString("hex");
  const refuse = (status: number, reason: string) => call.sip(writeSipAnswer(invite, status, reason, tag));
  const { refuseWith } = scenario.fault ?? {};
  if (refuseWith !== undefined) return refuse(refuseWith, reasonPhrases[refuseWith] ?? "Refused");
  const bot = store.botOfNumber(call.owner, calledUser(invite) ?? "");
  if (!bot) return refuse(404, "Not Found");
  if (bot.allowlist && !inRanges(call.sourceAddress, bot.allowlist)) return refuse(403, "Forbidden");
  // The guide asks for encryption off: an offer of SRTP alone is not taken.
  if (invite.body.includes("RTP/SAVP")) return refuse(488, "Not Acceptable Here");
  call.sip(writeSipAnswer(invite, 100, "Trying", tag));
  call.sip(writeSipAnswer(invite, 180, "Ringing", tag));
  call.sip(writeSipAnswer(invite, 183, "Session Progress", tag));

  const conversation = begin(bot, invite);
  store.addConversation(conversation);
  const sdp = invite.body
    .replace(/^o=.*$/m, "o=kore 1 1 IN IP4 192.0.2.40")
    .replace(/^c=.*$/m, "c=IN IP4 192.0.2.40");
  const koreHeaders = [
    { name: "kore-session_id", value: conversation.sessionId },
    { name: "kore-bot_id", value: bot.botId },
  ];
  const contact = { name: "Contact", value: `<sip:${bot.didNumber}@192.0.2.40:5060>` };
  const type = { name: "Content-Type", value: "application/sdp" };
  call.sip(writeSipAnswer(invite, 200, "OK", tag, [...koreHeaders, contact, type], sdp));
  call.note({ sessionId: conversation.sessionId });

  const reason = await talk(store, bot, conversation, call, scenario);
  conversation.endedAt = new Date().toISOString();
  store.save();
  if (reason) call.sip(writeBye(invite, tag, reason));
}

function begin(bot: Bot, invite: SipMessage): Conversation {
  return {
    sessionId: randomUUID(),
    conversationId: `c-${randomUUID()}`,
    callId: headerOf(invite, "Call-ID") ?? "",
    botId: bot.botId,
    userId: callerOf(invite) ?? "anonymous",
    startedAt: new Date().toISOString(),
    handedOffAt: undefined,
    endedAt: undefined,
    endedBy: undefined,
    currentTask: "Welcome",
    messages: [],
    contactId: headerOf(invite, "X-Amzn-ConnectContactId"),
    servicePosts: [],
    debug: [],
  };
}

/** The value of kore-reason, or undefined when the caller hung up first. */
async function talk(
  store: KoreStore,
  bot: Bot,
  conversation: Conversation,
  call: SipCall,
  scenario: CallScenario,
): Promise<"TransferToAgent" | "HangUp" | undefined> {
  const { invite, callerGone } = call;
  const say = (from: "caller" | "bot", text: string) =>
    conversation.messages.push({ from, text, at: new Date().toISOString() });
  let memory = run(bot.startScript, firstMemory(conversation, invite), conversation);
  say("bot", "Hello, how can I help you?");
  const talkSeconds = Math.min(scenario.talkSeconds ?? usualTalkSeconds, maxTalkSeconds);
  const seconds = scenario.ending === "caller-hangs-up" ? maxTalkSeconds : talkSeconds;
  await sleep(seconds * 1000, undefined, { signal: callerGone }).catch(() => undefined);
  if (!callerGone.aborted && scenario.ending === "bot") {
    say("caller", "When do you open tomorrow?");
    say("bot", "We open at nine. Goodbye.");
    conversation.endedBy = "bot";
    return "HangUp";
  }
  if (!callerGone.aborted && scenario.ending === "agent") {
    say("caller", "I want to talk to a person.");
    say("bot", "I will connect you with an agent.");
    conversation.currentTask = "Agent Transfer";
    memory = run(bot.transferScript, memory, conversation);
    const { posting } = scenario.fault ?? {};
    const send = async (node: ServiceNode, signal: AbortSignal) => {
      const spoilt = spoilPost(node, memory, conversation.contactId, posting);
      const sent = await postMetadata(spoilt.node, spoilt.memory, scenario.post, signal);
      conversation.servicePosts.push(sent);
      store.save();
      return sent;
    };
    const { serviceNode } = bot;
    if (serviceNode && posting === "late") {
      // By then the flow has gone on, and nobody listens here any more.
      void sleep(lateSeconds * 1000)
        .then(() => send(serviceNode, new AbortController().signal))
        .catch((error: unknown) => console.error(error));
    } else if (serviceNode && posting !== "never") {
      const sent = await send(serviceNode, callerGone);
      call.note({ sessionId: conversation.sessionId, posted: sent.body, postStatus: sent.status });
    }
    if (!callerGone.aborted) {
      conversation.handedOffAt = new Date().toISOString();
      conversation.endedBy = "agent-transfer";
      return "TransferToAgent";
    }
  }
  conversation.endedBy = "caller";
  store.save();
  return undefined;
}

function firstMemory(conversation: Conversation, invite: SipMessage): ScriptMemory {
  const channel = {
    type: "kore.voice.gateway",
    handle: { sipHeaders: invite.headers, callId: conversation.callId },
  };
  const messagePayload = { instanceSessionId: conversation.sessionId };
  return {
    BotUserSession: { channels: [channel], lastMessage: { channel: "ivr", messagePayload } },
    UserSession: {},
    UserContext: { _id: conversation.userId },
    callFlow: {},
  };
}

/** A script that fails is noted, and the flow goes on: as Kore's own error handling in the guide's scripts does. */
function run(source: string, memory: ScriptMemory, conversation: Conversation): ScriptMemory {
  const ran = runScript(source, memory);
  conversation.debug.push(...ran.debug, ...(ran.error === undefined ? [] : [`Script error: ${ran.error}`]));
  return ran.memory;
}

function writeBye(invite: SipMessage, tag: string, reason: string): string {
  const branch = randomBytes(8).toString("hex");
  const more = [{ name: "kore-reason", value: reason }];
  return writeOurBye(invite, { address: "192.0.2.40:5060", tag, branch, more });
}
