const rows = (guide: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${guide}-${String(from + index).padStart(2, "0")}`);

/** Rows of the guides' ledger that this blueprint covers. KM-17 is the flow library's, KM-25 and KM-26 are Agent AI's. */
export const ledgerRows: readonly string[] = [
  ...rows("KV", 1, 19),
  ...rows("KM", 1, 16),
  ...rows("KM", 18, 24),
  "KP-04",
];
