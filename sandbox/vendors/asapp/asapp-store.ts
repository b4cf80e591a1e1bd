import { join } from "node:path";
import { firstAccountId } from "../../state/account";
import { JsonStateFile } from "../../state/state-file";
import { type AsappAccount, firstAccount } from "./asapp-account";
import type { CallTransfer } from "./call-transfer";

interface AsappData {
  accounts: Record<string, AsappAccount>;
  /** Oldest first. */
  transfers: CallTransfer[];
}

/** The oldest transfers are deleted first; a sandbox isn't an archive. */
const maxTransfers = 1000;

/** Accounts and transfers in one file that is kept across restarts. */
export class AsappStore {
  readonly #file: JsonStateFile<AsappData>;

  constructor(folder: string) {
    this.#file = new JsonStateFile(join(folder, "asapp.json"), firstData);
  }

  account(apiId: string): AsappAccount | undefined {
    return Object.hasOwn(this.#file.data.accounts, apiId) ? this.#file.data.accounts[apiId] : undefined;
  }

  /** The AWS account that a customer belongs to; undefined for an unknown customer. */
  ownerOf(apiId: string): string | undefined {
    const account = this.account(apiId);
    return account && (account.owner ?? firstAccountId);
  }

  putAccount(account: AsappAccount): void {
    this.#file.data.accounts[account.apiId] = account;
    this.save();
  }

  deleteAccount(apiId: string): void {
    delete this.#file.data.accounts[apiId];
    this.save();
  }

  /** IDs are unique within each customer. */
  transfer(apiId: string, id: string): CallTransfer | undefined {
    return this.#file.data.transfers.findLast((one) => one.apiId === apiId && one.id === id);
  }

  /** The last transfer with this number, when it belongs to this account: numbers are temporary and reused. */
  transferOfNumber(owner: string, number: string): CallTransfer | undefined {
    const last = this.#file.data.transfers.findLast((one) => one.transferTo === number);
    return last && this.ownerOf(last.apiId) === owner ? last : undefined;
  }

  transfers(externalConversationId: string | null): CallTransfer[] {
    return this.#file.data.transfers.filter(
      (one) => externalConversationId === null || one.externalConversationId === externalConversationId,
    );
  }

  addTransfer(transfer: CallTransfer): void {
    this.#file.data.transfers.push(transfer);
    if (this.#file.data.transfers.length > maxTransfers) this.#file.data.transfers.shift();
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

function firstData(): AsappData {
  const account = firstAccount();
  return { accounts: { [account.apiId]: account }, transfers: [] };
}
