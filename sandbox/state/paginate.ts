import { ServiceError } from "../wire/service";

export interface Page<Item> {
  items: Item[];
  /** Opaque; undefined on the last page. */
  nextToken?: string;
}

/**
 * One page of a list. The token names the last item returned, so that items added or removed in between
 * neither repeat nor hide others.
 */
export function paginate<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  {
    limit,
    token,
    badToken = "InvalidParameterException",
  }: { limit: number; token?: string | undefined; badToken?: string },
): Page<Item> {
  const sorted = [...all].sort((one, other) =>
    keyOf(one) < keyOf(other) ? -1 : keyOf(one) > keyOf(other) ? 1 : 0,
  );
  const after = token === undefined ? undefined : readToken(token, badToken);
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, Math.max(1, limit));
  const last = items.at(-1);
  if (last === undefined || items.length === rest.length) return { items };
  return { items, nextToken: Buffer.from(`after:${keyOf(last)}`).toString("base64") };
}

function readToken(token: string, badToken: string): string {
  const text = Buffer.from(token, "base64").toString("utf8");
  if (!text.startsWith("after:")) throw new ServiceError(badToken, "The specified nextToken is invalid.");
  return text.slice("after:".length);
}
