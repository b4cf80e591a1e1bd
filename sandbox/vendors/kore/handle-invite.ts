import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { inRanges } from "../shared/in-range";
import { type SipCall, writeOurBye } from "../shared/sip-side";
import { calledUser, callerOf, headerOf, type SipMessage, writeSipAnswer } from "../shared/sip-text";
import { appOf } from "./app-builder/app";
import type { BotVariable } from "./app-builder/app-types";
import type { Bot } from "./bot";
import { type CallScenario, readScenario } from "./call-scenario";
import type { Conversation } from "./conversation";
import { type EndReason, endCall, koreAddress } from "./end-call";
import { fillVariables } from "./fill-template";
import { postMetadata } from "./post-metadata";
import { runScript, type ScriptMemory } from "./run-script";
import type { ServiceNode } from "./service-node";
import { spoilPost } from "./spoil-post";
import type { KoreStore } from "./store";
import { refuseOnTrunk } from "./trunk";
import { turnLatency } from "./turn-latency";

const reasonPhrases: Readonly<Record<number, string>> = {
  403: "Forbidden",
  404: "Not Found",
  486: "Busy Here",
  488: "Not Acceptable Here",
  503: "Service Unavailable",
};
const usualTalkSeconds = 0.4;
const maxTalkSeconds = 3600;
/** Longer than any Lambda function waits for the metadata. */
const lateSeconds = 9;

/** One call, from the INVITE until one side hangs up. */
export async function handleInvite(store: KoreStore, call: SipCall): Promise<void> {
  const { invite } = call;
  const scenario = readScenario(call.scenario);
  const tag = randomBytes(6).toString("hex");
  const refuse = (status: number, reason: string) => call.sip(writeSipAnswer(invite, status, reason, tag));
  const { refuseWith } = scenario.fault ?? {};
  if (refuseWith !== undefined) return refuse(refuseWith, reasonPhrases[refuseWith] ?? "Refused");
  const number = calledUser(invite) ?? "";
  const byTrunk = store.botOfTrunk(call.owner, number);
  const bot = byTrunk ?? store.botOfNumber(call.owner, number);
  if (!bot) return refuse(404, "Not Found");
  const refused = byTrunk?.trunk ? refuseOnTrunk(byTrunk.trunk, invite) : refuseOnNumber(bot, call);
  if (refused) return refuse(...refused);
  call.sip(writeSipAnswer(invite, 100, "Trying", tag));
  call.sip(writeSipAnswer(invite, 180, "Ringing", tag));
  call.sip(writeSipAnswer(invite, 183, "Session Progress", tag));
  const hasFlow = byTrunk?.trunk?.flowAttached !== false && scenario.fault?.withoutFlow !== true;
  if (!hasFlow) return endWithoutFlow(call, tag);

  const conversation = begin(bot, invite, scenario);
  store.addConversation(conversation);
  const koreHeaders = [
    { name: "kore-session_id", value: conversation.sessionId },
    { name: "kore-bot_id", value: bot.botId },
  ];
  call.sip(
    writeSipAnswer(invite, 200, "OK", tag, [...koreHeaders, ...mediaHeaders(number)], answerSdp(invite)),
  );
  call.note({ sessionId: conversation.sessionId });

  const end = await talk(store, bot, conversation, call, scenario);
  conversation.endedAt = new Date().toISOString();
  store.save();
  if (!end) return;
  await endCall({ call, tag, conversation }, bot, end, scenario);
  store.save();
}

/** Calls that come through a voice connector: the guide turns encryption off there. */
function refuseOnNumber(bot: Bot, { invite, sourceAddress }: SipCall): [number, string] | undefined {
  if (bot.allowlist && !inRanges(sourceAddress, bot.allowlist)) return [403, "Forbidden"];
  return invite.body.includes("RTP/SAVP") ? [488, "Not Acceptable Here"] : undefined;
}

/** The gateway takes the call, and has nothing to do with it. */
function endWithoutFlow({ invite, sip }: SipCall, tag: string): void {
  sip(writeSipAnswer(invite, 200, "OK", tag, mediaHeaders(calledUser(invite) ?? ""), answerSdp(invite)));
  sip(writeOurBye(invite, { address: koreAddress, tag, branch: randomBytes(8).toString("hex") }));
}

function mediaHeaders(number: string): SipMessage["headers"] {
  return [
    { name: "Contact", value: `<sip:${number}@${koreAddress}>` },
    { name: "Content-Type", value: "application/sdp" },
  ];
}

function answerSdp({ body }: SipMessage): string {
  const address = koreAddress.replace(/:\d+$/, "");
  return body.replace(/^o=.*$/m, `o=kore 1 1 IN IP4 ${address}`).replace(/^c=.*$/m, `c=IN IP4 ${address}`);
}

function begin(bot: Bot, invite: SipMessage, { fault }: CallScenario): Conversation {
  return {
    sessionId: randomUUID(),
    conversationId: `c-${randomUUID()}`,
    callId: headerOf(invite, "Call-ID") ?? "",
    botId: bot.botId,
    calledNumber: calledUser(invite) ?? "",
    ...fault?.record,
    ...(fault?.withoutSummary ? { withoutSummary: true } : {}),
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

/** How our side ends it, or undefined when the caller hung up first. */
async function talk(
  store: KoreStore,
  bot: Bot,
  conversation: Conversation,
  call: SipCall,
  scenario: CallScenario,
): Promise<{ reason: EndReason; memory: ScriptMemory } | undefined> {
  const { invite, callerGone } = call;
  const hear = (text: string) =>
    conversation.messages.push({ from: "caller", text, at: new Date().toISOString() });
  const answer = async (text: string) => {
    const isGreeting = conversation.messages.length === 0;
    const slow = isGreeting ? undefined : scenario.fault?.slowTurn;
    if (slow) await sleep(slow.seconds * 1000, undefined, { signal: callerGone }).catch(() => undefined);
    const latency = turnLatency(text, isGreeting, slow);
    conversation.messages.push({ from: "bot", text, at: new Date().toISOString(), latency });
  };
  let memory = await run(bot.startScript, firstMemory(conversation, invite), conversation);
  await answer("Hello, how can I help you?");
  const talkSeconds = Math.min(scenario.talkSeconds ?? usualTalkSeconds, maxTalkSeconds);
  const seconds = scenario.ending === "caller-hangs-up" ? maxTalkSeconds : talkSeconds;
  await sleep(seconds * 1000, undefined, { signal: callerGone }).catch(() => undefined);
  if (!callerGone.aborted && scenario.ending === "bot") {
    hear("When do you open tomorrow?");
    await answer("We open at nine. Goodbye.");
    conversation.endedBy = "bot";
    return { reason: "HangUp", memory };
  }
  if (!callerGone.aborted && scenario.ending === "agent") {
    hear("I want to talk to a person.");
    await answer("I will connect you with an agent.");
    conversation.currentTask = "Agent Transfer";
    memory = await run(bot.transferScript, memory, conversation);
    const { posting } = scenario.fault ?? {};
    const send = async (node: ServiceNode, signal: AbortSignal) => {
      const spoilt = spoilPost(node, memory, conversation.contactId, posting);
      const sent = await postMetadata(spoilt.node, spoilt.memory, scenario.post, signal);
      conversation.servicePosts.push(sent);
      store.save();
      return sent;
    };
    const serviceNode = bot.serviceNode && withVariables(bot.serviceNode, appOf(bot).variables);
    if (serviceNode && posting === "late") {
      // By then the flow has continued, and nothing reads this result.
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
      return { reason: "TransferToAgent", memory };
    }
  }
  conversation.endedBy = "caller";
  store.save();
  return undefined;
}

/** The published variables, as they stand in a Service node. */
function withVariables(node: ServiceNode, variables: readonly BotVariable[]): ServiceNode {
  const fill = (text: string) => fillVariables(text, variables);
  const headers = Object.entries(node.headers).map(([name, value]) => [name, fill(value)]);
  return { ...node, url: fill(node.url), body: fill(node.body), headers: Object.fromEntries(headers) };
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

/** A failing script is recorded, and the flow continues, as with the error handling in the guide's scripts. */
async function run(source: string, memory: ScriptMemory, conversation: Conversation): Promise<ScriptMemory> {
  const ran = await runScript(source, memory);
  conversation.debug.push(...ran.debug, ...(ran.error === undefined ? [] : [`Script error: ${ran.error}`]));
  return ran.memory;
}
