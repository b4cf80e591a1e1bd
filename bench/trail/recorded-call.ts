/** One request that went out while a trail was read, with its answer. */
export interface RecordedCall {
  /** Position in the order of their starts. */
  index: number;
  /** For people: "FilterLogEvents", "GET /contacts/…". */
  name: string;
  /** What was asked: path and body. */
  asked: string;
  /** What came back; "" when nothing did. */
  answered: string;
  /** Milliseconds of this process's clock. */
  startedMs: number;
  endedMs: number;
  /** Sends the same request again, alone, and resolves when its answer is there. */
  again: () => Promise<void>;
}
