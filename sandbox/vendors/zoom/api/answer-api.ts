import type { VendorAnswer, VendorRequest } from "../../shared/serve-vendor";
import { nowOf, type ZoomStore } from "../zoom-store";
import { checkBody, checkQuery } from "./check-request";
import type { Operation } from "./operation";
import { operations } from "./operations";
import { Pages } from "./pages";
import { Rates } from "./rates";
import type { Tokens } from "./tokens";
import { validationFailed, zoomError } from "./zoom-error";

const base = "/v2";

/** Zoom's API: who asks, whether that app may, whether too often, whether the request is one, and then its answer. */
export class Api {
  readonly #pages = new Pages();
  readonly #rates = new Rates();

  constructor(
    readonly store: ZoomStore,
    readonly tokens: Tokens,
  ) {}

  isFor({ url }: VendorRequest): boolean {
    return url.pathname.startsWith(`${base}/`);
  }

  async answer(request: VendorRequest): Promise<VendorAnswer> {
    const { method, url, headers } = request;
    const holder = this.tokens.holderOf(headers.authorization);
    if (!holder) return zoomError(401, 124, "Invalid access token.");
    const found = findOperation(method, url.pathname.slice(base.length));
    if (!found) return zoomError(404, 404, "This API does not exist.");
    const { account, scopes } = holder;
    const { operation, labels } = found;
    const now = nowOf(account);
    const { headers: limits, refused } = this.#rates.count(account, operation.category, now);
    if (refused) return refused;
    const answer = async (): Promise<VendorAnswer> => {
      const { licensed, creatorIsAdmin, scopeKind } = account.behavior;
      if (!licensed || !creatorIsAdmin) return zoomError(401, 200, "No permission.");
      const needed = operation.scope[scopeKind];
      if (!scopes.includes(needed))
        return zoomError(400, 4711, `Invalid access token, does not contain scopes:[${needed}].`);
      const query = checkQuery(url.searchParams, operation.query ?? {});
      const given = checkBody(await readGiven(request, operation), operation.body);
      const errors = [query, given].flatMap((one) => (one.ok ? [] : one.errors));
      if (!query.ok || !given.ok) return validationFailed(errors);
      const call = { store: this.store, pages: this.#pages, account, labels, now };
      return operation.answer({ ...call, query: query.values, body: given.values });
    };
    const done = await answer();
    return { ...done, headers: { ...limits, ...done.headers } };
  }
}

/** undefined without a body; null when it isn't of the kind that the operation takes. */
async function readGiven({ headers, body, text }: VendorRequest, { isForm }: Operation): Promise<unknown> {
  if (text === "") return undefined;
  const type = headers["content-type"] ?? "";
  if (!isForm) return type.startsWith("application/json") ? (body ?? null) : null;
  if (!type.startsWith("multipart/form-data")) return null;
  try {
    const form = await new Response(text, { headers: { "content-type": type } }).formData();
    const fields = [...form].map(async ([name, value]) => {
      return [name, typeof value === "string" ? value : await value.text()] as const;
    });
    return Object.fromEntries(await Promise.all(fields));
  } catch {
    return null;
  }
}

function findOperation(
  method: string,
  path: string,
): { operation: Operation; labels: Record<string, string> } | undefined {
  const parts = path.split("/");
  for (const operation of operations) {
    if (operation.method !== method) continue;
    const pattern = operation.path.split("/");
    if (pattern.length !== parts.length) continue;
    const labels: Record<string, string> = {};
    const fits = pattern.every((part, index) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name === undefined) return part === parts[index];
      labels[name] = decodeURIComponent(parts[index] ?? "");
      return labels[name] !== "";
    });
    if (fits) return { operation, labels };
  }
  return undefined;
}
