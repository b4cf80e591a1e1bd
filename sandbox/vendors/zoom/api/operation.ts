import type { VendorAnswer } from "../../shared/serve-vendor";
import type { Scope } from "../scopes";
import type { ZoomAccount } from "../zoom-account";
import type { ZoomStore } from "../zoom-store";
import type { Fields, Values } from "./check-request";
import { maxPageSize, type Page, type Pages } from "./pages";
import type { Category } from "./rates";
import { validationFailed } from "./zoom-error";

export interface ApiCall {
  store: ZoomStore;
  pages: Pages;
  account: ZoomAccount;
  /** Values of `{name}` parts of the path. */
  labels: Readonly<Record<string, string>>;
  query: Values;
  body: Values;
  now: number;
}

/** One operation of Zoom's API, as its description of June 2026 says: parameters, body, scopes. */
export interface Operation {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** "/contact_center/flows/{flowId}" */
  path: string;
  scope: Scope;
  category: Category;
  query?: Fields;
  /** Absent: the request takes no body. */
  body?: Fields;
  /** The body is multipart/form-data, and a file's text is the value of its field. */
  isForm?: true;
  answer(call: ApiCall): VendorAnswer;
}

export const paged: Fields = {
  next_page_token: { type: "text", max: 200 },
  page_size: { type: "whole", min: 1, max: maxPageSize },
};

const time = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/;
export const between: Fields = {
  from: { type: "text", pattern: time },
  to: { type: "text", pattern: time },
  timezone: { type: "text", max: 60 },
};

const dayMs = 86_400_000;
const maxSpanDays = 31;

/** From and to in milliseconds; without them, the last day. undefined for a span that isn't one, or is too long. */
export function readSpan(query: Values, now: number): { from: number; to: number } | undefined {
  const to = typeof query.to === "string" ? endOf(query.to) : now;
  const from = typeof query.from === "string" ? Date.parse(query.from) : to - dayMs;
  return to >= from && to - from <= maxSpanDays * dayMs ? { from, to } : undefined;
}

/** A plain date means its whole day. */
function endOf(text: string): number {
  return text.includes("T") ? Date.parse(text) : Date.parse(text) + dayMs - 1;
}

export const spanInvalid = validationFailed([
  { field: "from", message: "The period must be at most a month, and end after it begins." },
]);

/** A list's answer: its rows under a name, with Zoom's envelope. */
export function answerList<Row>(
  call: ApiCall,
  { operation, name, more = {} }: { operation: string; name: string; more?: object },
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  write: (row: Row) => object,
): VendorAnswer {
  const { account, query, now, pages } = call;
  const page: Page<Row> | undefined = pages.cut(rows, keyOf, {
    ...{ accountId: account.accountId, operation: `${operation} ${JSON.stringify(call.labels)}` },
    ...{ query, now },
  });
  if (!page) return pageTokenInvalid;
  return { status: 200, body: { ...page.envelope, ...more, [name]: page.rows.map(write) } };
}

const pageTokenInvalid = validationFailed([
  { field: "next_page_token", message: "The next page token is invalid or expired." },
]);

export const noContent: VendorAnswer = { status: 204, body: "" };
