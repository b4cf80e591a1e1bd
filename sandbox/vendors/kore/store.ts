import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { firstAccountId } from "../../state/account";
import type { Bot } from "./bot";
import type { Conversation } from "./conversation";
import { firstBot } from "./first-bot";

interface KoreData {
  bots: Record<string, Bot>;
  conversations: Conversation[];
}

/** Old conversations go first; a sandbox needs no archive. */
const maximumConversations = 1000;

/** Bots and conversations in one file that survives a restart. */
export class KoreStore {
  readonly #path: string;
  #data: KoreData;

  constructor(folder: string) {
    this.#path = join(folder, "kore.json");
    this.#data = readData(this.#path);
  }

  /** Only of this account: another's is not found. */
  botOf(owner: string, botId: string): Bot | undefined {
    const bot = this.bot(botId);
    return bot && ownerOf(bot) === owner ? bot : undefined;
  }

  /** Whether another account has the bot's id or its number. */
  isTaken(owner: string, { botId, didNumber }: Pick<Bot, "botId" | "didNumber">): boolean {
    return Object.values(this.#data.bots).some(
      (bot) => ownerOf(bot) !== owner && (bot.botId === botId || bot.didNumber === didNumber),
    );
  }

  bot(botId: string): Bot | undefined {
    return Object.hasOwn(this.#data.bots, botId) ? this.#data.bots[botId] : undefined;
  }

  botOfNumber(owner: string, didNumber: string): Bot | undefined {
    return Object.values(this.#data.bots).findLast(
      (bot) => bot.didNumber === didNumber && ownerOf(bot) === owner,
    );
  }

  /** A number that another bot of the account had goes to this one: the last to be set up is found by it. */
  putBot(bot: Bot): void {
    delete this.#data.bots[bot.botId];
    this.#data.bots[bot.botId] = bot;
    this.save();
  }

  deleteBot(botId: string): void {
    delete this.#data.bots[botId];
    this.save();
  }

  conversations(matches: (conversation: Conversation) => boolean): Conversation[] {
    return this.#data.conversations.filter(matches);
  }

  addConversation(conversation: Conversation): void {
    this.#data.conversations.push(conversation);
    if (this.#data.conversations.length > maximumConversations) this.#data.conversations.shift();
    this.save();
  }

  reset(): void {
    rmSync(this.#path, { force: true });
    this.#data = firstData();
  }

  save(): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.writing`, JSON.stringify(this.#data), { mode: 0o600 });
    renameSync(`${this.#path}.writing`, this.#path);
  }
}

function ownerOf(bot: Bot): string {
  return bot.owner ?? firstAccountId;
}

function readData(path: string): KoreData {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return firstData();
  }
  return JSON.parse(text) as KoreData;
}

function firstData(): KoreData {
  const bot = firstBot();
  return { bots: { [bot.botId]: bot }, conversations: [] };
}
