import { eventKind } from "@/lib/trail/event-kind";
import type { ContactCenterFacts } from "@/lib/trail/voice-agent-facts";

/** `flow` is the first one's ID; `flowNames` are all that the engagement ran through. */
export const engagementBegan = eventKind<{ flow?: string; flowNames?: readonly string[] }>(
  "zoom-engagement.began",
);
export const engagementEnded = eventKind("zoom-engagement.ended");

/** The flow's widget hands the caller to the voice bot. */
export const voiceBotCalled = eventKind<Pick<ContactCenterFacts, "voiceAgent">>(
  "zoom-events.voice-bot-started",
);
/** It didn't answer, or its leg broke off; `status` is SIP's, where Zoom tells it. */
export const voiceBotFailed = eventKind<Pick<ContactCenterFacts, "voiceAgent"> & { status?: number }>(
  "zoom-events.voice-bot-failed",
);
/** `reason` is the voice bot's own word for why it hung up. */
export const voiceBotEnded = eventKind<Pick<ContactCenterFacts, "voiceAgent"> & { reason?: string }>(
  "zoom-events.voice-bot-ended",
);
/** What the voice bot asked for was refused: its transfer to a number or a SIP URI. */
export const transferRefused = eventKind<Pick<ContactCenterFacts, "refusedTransfer"> & { status?: number }>(
  "zoom-events.transfer-refused",
);
export const transferStarted = eventKind("zoom-events.transfer-started");
/** Somebody has accepted it. */
export const transferred = eventKind("zoom-events.transferred");
export const consumerLeft = eventKind("zoom-events.consumer-left");
export const queued = eventKind("zoom-events.queued");
export const agentJoined = eventKind("zoom-events.agent-joined");
export const agentLeft = eventKind("zoom-events.agent-left");
/** By Zoom's own word: what isn't known here proves nothing. */
export const otherStep = eventKind<{ name: string }>("zoom-events.step");

export const controllerCarried = eventKind<{ controllers: readonly string[] }>("zoom-voice-call.carried");
