import { ServiceError } from "../../wire/service";

/** One page of a list. Tokens are opaque to callers: an offset in base64url. */
export function page<Item>(
  items: readonly Item[],
  maxResults: number | undefined,
  nextToken: string | undefined,
  most = 1000,
): { items: Item[]; nextToken: string | undefined } {
  const size = maxResults ?? Math.min(most, 100);
  if (size < 1 || size > most)
    throw new ServiceError("InvalidParameterException", `MaxResults must be from 1 to ${most}.`);
  const from =
    nextToken === undefined || nextToken === "" ? 0 : Number(Buffer.from(nextToken, "base64url").toString());
  if (!Number.isInteger(from) || from < 0)
    throw new ServiceError("InvalidParameterException", "NextToken is not valid.");
  const to = from + size;
  return {
    items: items.slice(from, to),
    nextToken: to < items.length ? Buffer.from(String(to)).toString("base64url") : undefined,
  };
}
