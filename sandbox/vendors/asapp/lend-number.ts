import { type CallTransfer, statusOf } from "./call-transfer";

/** Numbers reserved for fiction, as ASAPP's pools: by country, the beginning and how many digits follow. */
const pools: Readonly<Record<string, { start: string; digits: number; first: number; count: number }>> = {
  US: { start: "+1888555", digits: 4, first: 100, count: 100 },
  CA: { start: "+1833555", digits: 4, first: 100, count: 100 },
  GB: { start: "+448081570", digits: 3, first: 0, count: 1000 },
};

/** How long a number stays unused before it is assigned again, so that a late call doesn't reach the next transfer. */
const restMs = 5_000;

export function hasNumbersIn(country: string): boolean {
  return Object.hasOwn(pools, country);
}

/** A free number; undefined when all are in use. */
export function lendNumber(
  country: string,
  transfers: readonly CallTransfer[],
  now: number,
): string | undefined {
  const pool = pools[country];
  if (!pool) return undefined;
  const lastUse = new Map<string, number>();
  for (const transfer of transfers) {
    const over = ["COMPLETED", "EXPIRED"].includes(statusOf(transfer, now));
    const until = over ? Math.max(transfer.expiresAt, transfer.completedAt ?? 0) + restMs : Infinity;
    lastUse.set(transfer.transferTo, Math.max(lastUse.get(transfer.transferTo) ?? 0, until));
  }
  for (let index = 0; index < pool.count; index += 1) {
    const number = pool.start + String(pool.first + index).padStart(pool.digits, "0");
    if ((lastUse.get(number) ?? 0) <= now) return number;
  }
  return undefined;
}

/** Whether the telephone network routes this number to ASAPP, assigned or not. */
export function isAsappNumber(number: string): boolean {
  return Object.values(pools).some(
    ({ start, digits }) => number.startsWith(start) && number.length === start.length + digits,
  );
}
