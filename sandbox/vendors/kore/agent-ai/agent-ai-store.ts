import { join } from "node:path";
import { JsonStateFile } from "../../../state/state-file";

/** What was said, as Agent AI heard it on one of the call's two tracks. */
export interface TranscriptEntry {
  at: string;
  speaker: "customer" | "agent";
  text: string;
}

/** One request to the transcriber, and how far it got with the stream. */
export interface Transcription {
  /** The contact that asked for it: each transfer to another agent makes a new one. */
  contactId: string;
  streamArn: string;
  languageCode: string;
  requestedAt: string;
  state: "reading" | "ended" | "failed";
  /** Why it failed or ended early: the name of AWS's error, never its text or the credentials. */
  reason: string | undefined;
  endedAt: string | undefined;
}

/** What Agent AI keeps of one conversation. */
export interface AgentAiConversation {
  /** The AWS account that its bot belongs to. */
  owner: string;
  botId: string;
  /** What the widget asks for: the contact ID that the first request to the transcriber named. */
  conversationId: string;
  startedAt: string;
  transcriptions: Transcription[];
  transcript: TranscriptEntry[];
  /** Made when the widget ends the conversation. */
  summary: string | undefined;
}

/** What a bot's JWT app enforces: settings of the bot's owner, all off at first. */
export interface TokenRules {
  requireJti: boolean;
  requireJwe: boolean;
  requireEncryptedPayload: boolean;
}

interface AgentAiData {
  conversations: AgentAiConversation[];
  tokenRules: Record<string, TokenRules>;
}

type WordsListener = (conversation: AgentAiConversation, entry: TranscriptEntry) => void;

/** The oldest are deleted first; a sandbox isn't an archive. */
const maxConversations = 1000;
const maxEntries = 2000;

export const noTokenRules: TokenRules = {
  requireJti: false,
  requireJwe: false,
  requireEncryptedPayload: false,
};

/** Agent AI's conversations, in one file that is kept across restarts. */
export class AgentAiStore {
  readonly #file: JsonStateFile<AgentAiData>;
  readonly #listeners = new Set<WordsListener>();

  constructor(folder: string) {
    this.#file = new JsonStateFile(join(folder, "agent-ai.json"), () => ({
      conversations: [],
      tokenRules: {},
    }));
  }

  tokenRules(botId: string): TokenRules {
    const { tokenRules } = this.#file.data;
    return (Object.hasOwn(tokenRules, botId) ? tokenRules[botId] : undefined) ?? noTokenRules;
  }

  setTokenRules(botId: string, rules: TokenRules): void {
    this.#file.data.tokenRules[botId] = rules;
    this.save();
  }

  /** By its own ID, or that of any contact whose stream it reads. */
  find(owner: string, id: string): AgentAiConversation | undefined {
    return this.#file.data.conversations.findLast(
      (one) =>
        one.owner === owner &&
        (one.conversationId === id || one.transcriptions.some(({ contactId }) => contactId === id)),
    );
  }

  list(matches: (conversation: AgentAiConversation) => boolean): AgentAiConversation[] {
    return this.#file.data.conversations.filter(matches);
  }

  /** The conversation of that ID; a new one when there is none yet. */
  open(wanted: Pick<AgentAiConversation, "owner" | "botId" | "conversationId">, at: string) {
    const known = this.list(
      (one) =>
        one.owner === wanted.owner &&
        one.botId === wanted.botId &&
        one.conversationId === wanted.conversationId,
    ).at(-1);
    if (known) return known;
    const conversation: AgentAiConversation = {
      ...wanted,
      startedAt: at,
      transcriptions: [],
      transcript: [],
      summary: undefined,
    };
    this.#file.data.conversations.push(conversation);
    if (this.#file.data.conversations.length > maxConversations) this.#file.data.conversations.shift();
    this.save();
    return conversation;
  }

  addWords(conversation: AgentAiConversation, entry: TranscriptEntry): void {
    if (conversation.transcript.length >= maxEntries) return;
    conversation.transcript.push(entry);
    this.save();
    for (const listener of this.#listeners) listener(conversation, entry);
  }

  /** Called with each new entry, until the returned function is. */
  onWords(listener: WordsListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  reset(): void {
    this.#file.reset();
  }

  save(): void {
    this.#file.save();
  }

  /** Writes pending changes immediately. */
  flush(): void {
    this.#file.flush();
  }
}
