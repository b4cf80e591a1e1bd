import { paginate } from "../../state/paginate";

const usualLimit = 25;
const maxLimit = 500;

/** One page as API Gateway gives it: 25 unless asked for, 500 at most; `position` leads to the next. */
export function pageOf<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  { limit = usualLimit, position }: { limit?: number | undefined; position?: string | undefined },
): { items: Item[]; position: string | undefined } {
  const page = paginate(all, keyOf, {
    limit: Math.min(limit, maxLimit),
    token: position,
    badToken: "BadRequestException",
  });
  return { items: page.items, position: page.nextToken };
}
