/** What Kore stores about one call. */
export interface Conversation {
  /** The ID that the Agent AI widget calls kore-instanceSessionId. */
  sessionId: string;
  conversationId: string;
  /** SIP Call-ID. */
  callId: string;
  botId: string;
  /** The DID of the INVITE; absent in state from an earlier sandbox. */
  calledNumber?: string;
  /** The automation bot that the flow ran, where that is another. */
  ranBotId?: string;
  errorDetails?: string;
  /** The bot makes no summaries. */
  withoutSummary?: boolean;
  /** Instead of "success". */
  recording?: "media_unavailable" | "media_in_progress";
  userId: string;
  startedAt: string;
  handedOffAt: string | undefined;
  endedAt: string | undefined;
  endedBy: "agent-transfer" | "bot" | "caller" | undefined;
  currentTask: string;
  messages: ConversationMessage[];
  /** Contact ID that the start script found, for lookups by tests. */
  contactId: string | undefined;
  servicePosts: ServicePost[];
  debug: string[];
}

export interface ConversationMessage {
  from: "caller" | "bot";
  text: string;
  at: string;
  /** Of what the bot says: how long the caller waited for it, and what for. */
  latency?: TurnLatency;
}

/** As Kore's API has it, in milliseconds. */
export interface TurnLatency {
  totalMs: number;
  asr?: { durationMs: number; provider: string; confidenceScore: number };
  bot: { durationMs: number };
  tts: {
    durationMs: number;
    provider: string;
    utteranceLengthChars: number;
    audioLengthMs: number;
    streamingEnabled: boolean;
    firstByteMs: number;
  };
}

/** The Service node's request, without its headers, which contain a token. */
export interface ServicePost {
  at: string;
  /** 0 when nothing answered. */
  status: number;
  body: string;
  answer: string;
}
