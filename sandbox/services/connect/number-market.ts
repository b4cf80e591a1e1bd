import { createHash } from "node:crypto";
import type { SandboxAccount } from "../../state/account";
import type { ConnectState, PhoneNumber } from "./connect-model";

export interface AvailableNumber {
  number: string;
  countryCode: string;
  type: string;
}

/** A released number can't be searched for or claimed for up to 180 days. */
const restMilliseconds = 180 * 24 * 3_600_000;

/** Area codes that no account has numbers in from its start: each has 100 numbers reserved for fiction. */
const areas = {
  US: ["201", "203", "216", "267", "305", "313", "317", "402", "405", "480", "505", "508", "513", "602"],
  CA: ["250", "306", "403", "416", "506", "514", "604", "613", "705", "780", "807", "819", "867", "902"],
} as const;
const tollFree = ["800", "833", "844", "855", "866", "877", "888"] as const;

/** What the provider has for this account: the same numbers every time, and others than most accounts have. */
function numbersForSale(account: SandboxAccount): AvailableNumber[] {
  const salt = createHash("sha256").update(account.accountId).digest().readUInt16BE();
  const pick = (of: readonly string[]) => of[salt % of.length] ?? "";
  const hundred = (stem: string, countryCode: string, type: string): AvailableNumber[] =>
    Array.from({ length: 100 }, (_, index) => ({
      number: `${stem}${String(index).padStart(2, "0")}`,
      countryCode,
      type,
    }));
  return [
    ...hundred(`+1${pick(areas.US)}55501`, "US", "DID"),
    ...hundred(`+1${pick(areas.CA)}55501`, "CA", "DID"),
    ...hundred(`+1${pick(tollFree)}55501`, "US", "TOLL_FREE"),
    ...hundred(`+44207946${String(salt % 100).padStart(2, "0")}`, "GB", "DID"),
  ];
}

/** Those that nobody has, and that weren't released lately. */
export function freeNumbers(account: SandboxAccount, { phoneNumbers, numberMarket }: ConnectState) {
  const now = account.clock.now();
  const taken = new Set(phoneNumbers.map(({ number }) => number));
  return numbersForSale(account).filter(({ number }) => {
    const releasedAt = numberMarket.releasedAt[number];
    const rests = releasedAt !== undefined && now - releasedAt < restMilliseconds;
    return !rests && !taken.has(number) && !numberMarket.gone.includes(number);
  });
}

export function statusOf(
  account: SandboxAccount,
  { claim }: PhoneNumber,
): { Status: "CLAIMED" | "IN_PROGRESS" | "FAILED"; Message?: string } {
  if (claim && account.clock.now() < claim.settlesAt) return { Status: "IN_PROGRESS" };
  if (claim?.failure !== undefined) return { Status: "FAILED", Message: claim.failure };
  return { Status: "CLAIMED" };
}
