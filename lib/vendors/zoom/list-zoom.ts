import { type PlainObject, textOf } from "@/lambdas/shared/plain-values";
import { fail, type Problem, type Result, succeed } from "@/lib/kernel/result";
import { requestZoom, type ZoomLimits } from "./ask-zoom";
import type { ZoomAccount } from "./connection-settings";
import { malformed } from "./zoom-problems";

const maxPages = 20;
const usualPageSize = 100;

export interface ZoomList {
  path: string;
  query?: Readonly<Record<string, string | number | undefined>>;
  /** The member that holds a page's rows: "flows". */
  rows: string;
  pageSize?: number;
  maxPages?: number;
}

export interface ZoomRows {
  rows: PlainObject[];
  /** Whether these are all: there can be more pages than are read. */
  isWhole: boolean;
}

/**
 * All pages of a list, up to a limit. Zoom's page tokens end after 15 minutes, and Zoom can answer with the first page
 * again: a token that is refused starts the list once more, and a repeated page ends it. Problems: those of
 * `requestZoom`, and zoom-page-lost. Throws only when `signal` is aborted.
 */
export async function listZoom(
  account: ZoomAccount,
  list: ZoomList,
  { timeoutMs, signal }: ZoomLimits,
): Promise<Result<ZoomRows>> {
  const untilMs = Date.now() + timeoutMs;
  const first = await readPages(account, list, { untilMs, signal });
  if (first.ok || first.problem.code !== pageLost.code) return first;
  return readPages(account, list, { untilMs, signal });
}

async function readPages(
  account: ZoomAccount,
  { path, query, rows: member, pageSize = usualPageSize, maxPages: most = maxPages }: ZoomList,
  { untilMs, signal }: { untilMs: number; signal: AbortSignal | undefined },
): Promise<Result<ZoomRows>> {
  const rows: PlainObject[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  for (let page = 0; page < most; page++) {
    const answer = await requestZoom(
      account,
      { method: "GET", path, query: { ...query, page_size: pageSize, next_page_token: token } },
      { timeoutMs: Math.max(1, untilMs - Date.now()), signal },
    );
    if (!answer.ok)
      return token !== undefined && answer.problem.code === "zoom-refused" ? fail(pageLost) : answer;
    const found = answer.value.value[member];
    if (!Array.isArray(found)) return fail(malformed);
    const text = JSON.stringify(found);
    if (found.length > 0 && seen.has(text)) return succeed({ rows, isWhole: false });
    seen.add(text);
    rows.push(...found.filter((row): row is PlainObject => typeof row === "object" && row !== null));
    token = textOf(answer.value.value.next_page_token) || undefined;
    if (token === undefined) return succeed({ rows, isWhole: true });
  }
  return succeed({ rows, isWhole: false });
}

const pageLost: Problem = {
  code: "zoom-page-lost",
  isPassing: true,
  sentence: "Zoom no longer accepts the token of the list's next page.",
  wayOut: "Read the list again.",
};
