/** Rows of the guides' ledger that this blueprint covers. */
export const agentAiCcpRows: readonly string[] = Array.from(
  { length: 27 },
  (_, index) => `AC-${String(index + 1).padStart(2, "0")}`,
);
