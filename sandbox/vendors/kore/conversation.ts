/** What Kore keeps of one call. */
export interface Conversation {
  /** The id that the Agent AI widget calls kore-instanceSessionId. */
  sessionId: string;
  conversationId: string;
  /** SIP Call-ID. */
  callId: string;
  botId: string;
  userId: string;
  startedAt: string;
  handedOffAt: string | undefined;
  endedAt: string | undefined;
  endedBy: "agent-transfer" | "bot" | "caller" | undefined;
  currentTask: string;
  messages: ConversationMessage[];
  /** Contact id that the start script found, for look-ups by tests. */
  contactId: string | undefined;
  servicePosts: ServicePost[];
  debug: string[];
}

export interface ConversationMessage {
  from: "caller" | "bot";
  text: string;
  at: string;
}

/** The Service node's request, without its headers: a token is in them. */
export interface ServicePost {
  at: string;
  /** 0 when nothing answered. */
  status: number;
  body: string;
  answer: string;
}
