/** One request that went out while a trail was read, with its answer. */
export interface RecordedCall {
  /** Position in the order of start times. */
  index: number;
  /** For people: "FilterLogEvents", "GET /contacts/…". */
  name: string;
  /** The request: path and body. */
  asked: string;
  /** The answer; "" when there was none. */
  answered: string;
  /** Milliseconds of this process's clock. */
  startedMs: number;
  endedMs: number;
  /** Sends the same request again, alone, and resolves when its answer has arrived. */
  again: () => Promise<void>;
}
