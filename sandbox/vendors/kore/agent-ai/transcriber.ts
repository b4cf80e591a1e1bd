import { setTimeout as sleep } from "node:timers/promises";
import { textOf } from "../../shared/read-request";
import type { VendorAnswer } from "../../shared/serve-vendor";
import type { KoreStore } from "../store";
import type { AgentAiConversation, AgentAiStore, Transcription } from "./agent-ai-store";
import { checkAudioToken, checkWidgetToken } from "./check-app-token";
import type { MediaPart } from "./read-media";
import { describeFault, openStream } from "./read-stream";
import { type TranscriberTrouble, TranscriberTroubles } from "./transcriber-trouble";
import { readTranscriptionRequest, type TranscriptionRequest } from "./transcription-request";

/** Longer than any caller of the transcriber waits. */
const silentMs = 20_000;
const slowMs = 1_500;
/** A key that can't be used is reported this soon after the stream has been opened. */
const firstLookMs = 300;
/** A call is heard for two connections of an hour's credentials at most. */
const maxReadingMs = 2 * 3_600_000;
/** How many fragments with words it hears before it ends early, when it is told to. */
const earlyWords = 1;

/** Agent AI's transcriber: it takes a contact's stream with the credentials that are posted, and keeps what it hears. */
export class Transcriber {
  readonly troubles = new TranscriberTroubles();
  /** Where AWS is; undefined: the SDK's own endpoints. */
  awsUrl: string | undefined;
  readonly #end = new AbortController();

  constructor(
    readonly bots: KoreStore,
    readonly store: AgentAiStore,
  ) {}

  /** POST /integrations/amzn/voice/ */
  async answer(body: unknown): Promise<VendorAnswer> {
    const trouble = this.troubles.of(textOf(body, "connectContactId"));
    const troubled = await meetTrouble(trouble, this.#end.signal);
    if (troubled) return troubled;
    const read = readTranscriptionRequest(body);
    if (!read.ok) return refusal(400, "BadRequest", read.message);
    const { request } = read;
    const bot = this.bots.bot(request.botId);
    if (!bot) return refusal(401, "Unauthorized", "There is no such bot.");
    const rules = this.store.tokenRules(bot.botId);
    const now = Date.now();
    const why =
      checkWidgetToken(request.token, bot, rules, now) ??
      checkAudioToken(request.audioToken, bot, rules, now);
    if (why !== undefined) return refusal(401, "Unauthorized", why);
    const owner = this.bots.ownerOf(bot);
    const at = new Date(now).toISOString();
    const conversation = this.store.open({ owner, botId: bot.botId, conversationId: request.contactId }, at);
    const transcription: Transcription = {
      contactId: request.contactId,
      streamArn: request.streamArn,
      languageCode: request.languageCode,
      requestedAt: at,
      state: "reading",
      reason: undefined,
      endedAt: undefined,
    };
    conversation.transcriptions.push(transcription);
    return this.#begin(request, conversation, transcription, trouble);
  }

  /** Answers when the stream is open and hasn't failed at once, as it does with a key that can't be used; then reads on. */
  async #begin(
    request: TranscriptionRequest,
    conversation: AgentAiConversation,
    transcription: Transcription,
    trouble: TranscriberTrouble | undefined,
  ): Promise<VendorAnswer> {
    const signal = AbortSignal.any([this.#end.signal, AbortSignal.timeout(maxReadingMs)]);
    try {
      const parts = await openStream({ ...request, awsUrl: this.awsUrl }, signal);
      const first = parts.next();
      await Promise.race([first, sleep(firstLookMs)]);
      void this.#readOn(parts, first, request, conversation, transcription, trouble);
      return { status: 200, body: { status: "success" } };
    } catch (error) {
      const { name, message } = describeFault(error);
      this.#over(transcription, "failed", name);
      return refusal(502, name, message);
    }
  }

  async #readOn(
    parts: AsyncGenerator<MediaPart>,
    first: Promise<IteratorResult<MediaPart>>,
    request: TranscriptionRequest,
    conversation: AgentAiConversation,
    transcription: Transcription,
    trouble: TranscriberTrouble | undefined,
  ): Promise<void> {
    let words = 0;
    try {
      for (let next = await first; !next.done; next = await parts.next()) {
        words += this.#hear(next.value, request, conversation) ? 1 : 0;
        if (trouble !== "ends-early" || words < earlyWords) continue;
        await parts.return(undefined);
        this.#over(transcription, "ended", "Stopped");
        return;
      }
      this.#over(transcription, "ended", undefined);
    } catch (error) {
      this.#over(transcription, "ended", describeFault(error).name);
    }
  }

  /** Silence, and a side that it wasn't asked to hear, are no words. */
  #hear(part: MediaPart, request: TranscriptionRequest, conversation: AgentAiConversation): boolean {
    const { track, text, at } = part;
    if (text === "") return false;
    const speaker =
      track === "AUDIO_FROM_CUSTOMER" ? "customer" : track === "AUDIO_TO_CUSTOMER" ? "agent" : undefined;
    if (speaker === undefined || !(speaker === "customer" ? request.hearsCustomer : request.hearsAgent))
      return false;
    this.store.addWords(conversation, { at: new Date(at ?? Date.now()).toISOString(), speaker, text });
    return true;
  }

  #over(transcription: Transcription, state: "ended" | "failed", reason: string | undefined): void {
    transcription.state = state;
    transcription.reason = reason;
    transcription.endedAt = new Date().toISOString();
    this.store.save();
  }

  /** Reads nothing any longer. */
  stop(): void {
    this.#end.abort();
  }
}

/** undefined: it does its work. */
async function meetTrouble(
  trouble: TranscriberTrouble | undefined,
  signal: AbortSignal,
): Promise<VendorAnswer | undefined> {
  const html = { "content-type": "text/html" };
  switch (trouble) {
    case "down":
      return refusal(503, "ServiceUnavailable", "The transcriber is not available.");
    case "unauthorized":
      return refusal(401, "Unauthorized", "The token's signature is wrong.");
    case "redirect":
      return { status: 302, body: "", headers: { location: "http://169.254.169.254/latest/meta-data/" } };
    case "rubbish":
      return { status: 500, body: "<html><body>It works!", headers: html };
    case "silent":
      await sleep(silentMs, undefined, { signal }).catch(() => undefined);
      return refusal(504, "Timeout", "The transcriber took too long.");
    case "slow":
      await sleep(slowMs, undefined, { signal }).catch(() => undefined);
      return undefined;
    default:
      return undefined;
  }
}

/** Kore doesn't document what its transcriber answers to a wrong request: an error's name and a sentence. */
function refusal(status: number, error: string, message: string): VendorAnswer {
  return { status, body: { error, message } };
}
