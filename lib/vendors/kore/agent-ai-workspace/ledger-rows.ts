const rows = (guide: string, numbers: readonly number[]) =>
  numbers.map((each) => `${guide}-${String(each).padStart(2, "0")}`);

/** Rows of the guides' ledger that this blueprint covers: its own, and those of the call that both kinds have. */
export const agentAiWorkspaceRows: readonly string[] = [
  ...rows("AC", [2, 3, 4, 7, 12, 13, 15, 17, 18, 22, 23, 24, 25]),
  ...rows("AW", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
];
