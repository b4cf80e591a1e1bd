/** Contact attributes that the flow itself sets. */
export const attributeNames = {
  /** The newest transfer of this contact: another attempt gets an id of its own from it. */
  transferId: "asappTransferId",
  /** transferred, COMPLETED, expired, no-context, unavailable, not-saved, or failed. */
  status: "asappStatus",
  /** AGENT or SYSTEM. */
  transferType: "asappTransferType",
  taskName: "asappTaskName",
} as const;
