import { join } from "node:path";
import { firstAccountId } from "../../state/account";
import { JsonStateFile } from "../../state/state-file";
import { appOf } from "./app-builder/app";
import type { Bot } from "./bot";
import type { Conversation } from "./conversation";
import { firstAdminApp, firstBot, firstBotCustomer } from "./first-bot";

interface KoreData {
  bots: Record<string, Bot>;
  conversations: Conversation[];
}

/** The oldest conversations are deleted first; a sandbox isn't an archive. */
const maxConversations = 1000;

/** Bots and conversations in one file that is kept across restarts. */
export class KoreStore {
  readonly #file: JsonStateFile<KoreData>;

  constructor(folder: string) {
    this.#file = new JsonStateFile(join(folder, "kore.json"), firstData);
    // In state from an earlier sandbox it has no Admin Console app.
    const first = this.bot(firstBotCustomer.botId);
    if (first) appOf(first).adminApp ??= firstAdminApp();
  }

  /** Only this account's: another's isn't found. */
  botOf(owner: string, botId: string): Bot | undefined {
    const bot = this.bot(botId);
    return bot && ownerOf(bot) === owner ? bot : undefined;
  }

  /** Whether another account has the bot's ID or its number. */
  isTaken(owner: string, { botId, didNumber }: Pick<Bot, "botId" | "didNumber">): boolean {
    return Object.values(this.#file.data.bots).some(
      (bot) => ownerOf(bot) !== owner && (bot.botId === botId || bot.didNumber === didNumber),
    );
  }

  /** The AWS account that the bot belongs to. */
  ownerOf(bot: Bot): string {
    return ownerOf(bot);
  }

  bot(botId: string): Bot | undefined {
    return Object.hasOwn(this.#file.data.bots, botId) ? this.#file.data.bots[botId] : undefined;
  }

  botOfNumber(owner: string, didNumber: string): Bot | undefined {
    return Object.values(this.#file.data.bots).findLast(
      (bot) => bot.didNumber === didNumber && ownerOf(bot) === owner,
    );
  }

  /** The last one that was set up with a trunk for the number. */
  botOfTrunk(owner: string, didNumber: string): Bot | undefined {
    return Object.values(this.#file.data.bots).findLast(
      (bot) => bot.trunk?.didNumber === didNumber && ownerOf(bot) === owner,
    );
  }

  /** A number that another bot of the account had moves to this one: the last bot set up gets the number. */
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

  /** Writes pending changes immediately. */
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
