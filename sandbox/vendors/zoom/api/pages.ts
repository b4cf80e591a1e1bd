import { randomBytes } from "node:crypto";
import type { Values } from "./check-request";

const lifeMs = 15 * 60_000;
const usualSize = 10;
const maxTokens = 2000;

export const maxPageSize = 100;

interface Bookmark {
  accountId: string;
  operation: string;
  /** Of the request that it came with. */
  parameters: string;
  /** The key of the last row that was sent. */
  after: string;
  expiresAt: number;
}

export interface Page<Row> {
  rows: Row[];
  /** Zoom's members of every list. */
  envelope: { next_page_token: string; page_size: number; total_records: number };
}

/**
 * Pages of a list. A token lives 15 minutes; with other parameters than those it came with, the first page comes again,
 * as on Zoom.
 */
export class Pages {
  readonly #bookmarks = new Map<string, Bookmark>();

  /** undefined for a token that never was, or has expired. */
  cut<Row>(
    all: readonly Row[],
    keyOf: (row: Row) => string,
    {
      accountId,
      operation,
      query,
      now,
    }: { accountId: string; operation: string; query: Values; now: number },
  ): Page<Row> | undefined {
    const { next_page_token: token, page_size: size = usualSize, ...rest } = query;
    const parameters = JSON.stringify(Object.entries({ ...rest, size }).sort());
    let from = 0;
    if (typeof token === "string") {
      const mark = this.#bookmarks.get(token);
      if (!mark || mark.accountId !== accountId || mark.operation !== operation || now >= mark.expiresAt)
        return undefined;
      if (mark.parameters === parameters) from = all.findIndex((row) => keyOf(row) === mark.after) + 1;
    }
    const rows = all.slice(from, from + Number(size));
    const last = rows.at(-1);
    const more = last !== undefined && from + rows.length < all.length;
    const next = more ? this.#mark({ accountId, operation, parameters, after: keyOf(last), now }) : "";
    return {
      rows,
      envelope: { next_page_token: next, page_size: Number(size), total_records: all.length },
    };
  }

  #mark({ now, ...mark }: Omit<Bookmark, "expiresAt"> & { now: number }): string {
    const token = randomBytes(18).toString("base64url");
    this.#bookmarks.set(token, { ...mark, expiresAt: now + lifeMs });
    const oldest = this.#bookmarks.keys().next().value;
    if (this.#bookmarks.size > maxTokens && oldest !== undefined) this.#bookmarks.delete(oldest);
    return token;
  }
}
