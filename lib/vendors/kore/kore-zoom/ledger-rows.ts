/** Rows of the guides' ledger that this blueprint covers. */
export const ledgerRows: readonly string[] = Array.from(
  { length: 14 },
  (_, index) => `ZC-${String(index + 1).padStart(2, "0")}`,
);
