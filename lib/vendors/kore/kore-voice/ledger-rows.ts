const rows = (guide: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${guide}-${String(from + index).padStart(2, "0")}`);

/** Rows of the guides' ledger that this blueprint covers. Not yet: KM-17, KM-25, KM-26. */
export const LEDGER_ROWS: readonly string[] = [
  ...rows("KV", 1, 19),
  ...rows("KM", 1, 16),
  ...rows("KM", 18, 24),
];
