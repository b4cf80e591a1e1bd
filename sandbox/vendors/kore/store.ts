import { join } from "node:path";
import { firstAccountId } from "../../state/account";
import { JsonStateFile } from "../../state/state-file";
import type { Bot } from "./bot";
import type { Conversation } from "./conversation";
import { firstBot } from "./first-bot";

interface KoreData {
  bots: Record<string, Bot>;
  conversations: Conversation[];
}

/** Old conversations go first; a sandbox needs no archive. */
const maxConversations = 1000;

/** Bots and conversations in one file that survives a restart. */
export class KoreStore {
  readonly #file: JsonStateFile<KoreData>;

  constructor(folder: string) {
    this.#file = new JsonStateFile(join(folder, "kore.json"), firstData);
  }

  /** Only of this account: another's is not found. */
  botOf(owner: string, botId: string): Bot | undefined {
    const bot = this.bot(botId);
    return bot && ownerOf(bot) === owner ? bot : undefined;
  }

  /** Whether another account has the bot's id or its number. */
  isTaken(owner: string, { botId, didNumber }: Pick<Bot, "botId" | "didNumber">): boolean {
    return Object.values(this.#file.data.bots).some(
      (bot) => ownerOf(bot) !== owner && (bot.botId === botId || bot.didNumber === didNumber),
    );
  }

  bot(botId: string): Bot | undefined {
    return Object.hasOwn(this.#file.data.bots, botId) ? this.#file.data.bots[botId] : undefined;
  }

  botOfNumber(owner: string, didNumber: string): Bot | undefined {
    return Object.values(this.#file.data.bots).findLast(
      (bot) => bot.didNumber === didNumber && ownerOf(bot) === owner,
    );
  }

  /** A number that another bot of the account had goes to this one: the last to be set up is found by it. */
  putBot(bot: Bot): void {
    delete this.#file.data.bots[bot.botId];
    this.#file.data.bots[bot.botId] = bot;
    this.save();
  }

  deleteBot(botId: string): void {
    delete this.#file.data.bots[botId];
    this.save();
  }

  conversations(matches: (conversation: Conversation) => boolean): Conversation[] {
    return this.#file.data.conversations.filter(matches);
  }

  addConversation(conversation: Conversation): void {
    this.#file.data.conversations.push(conversation);
    if (this.#file.data.conversations.length > maxConversations) this.#file.data.conversations.shift();
    this.save();
  }

  reset(): void {
    this.#file.reset();
  }

  save(): void {
    this.#file.save();
  }

  /** Writes what is pending, at once. */
  flush(): void {
    this.#file.flush();
  }
}

function ownerOf(bot: Bot): string {
  return bot.owner ?? firstAccountId;
}

function firstData(): KoreData {
  const bot = firstBot();
  return { bots: { [bot.botId]: bot }, conversations: [] };
}
