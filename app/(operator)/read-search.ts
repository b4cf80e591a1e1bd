/** A page's query string, as Next.js passes it. */
export type SearchParams = Record<string, string | string[] | undefined>;

const maxTextLength = 80;

/** What an operator's list is filtered by, and where its page begins; undefined when absent. */
export function readSearch({ find, after }: SearchParams): {
  text: string | undefined;
  after: string | undefined;
} {
  return { text: oneOf(find)?.trim().slice(0, maxTextLength), after: oneOf(after) };
}

/** The first one when a parameter is repeated. PostgreSQL doesn't accept NUL in text. */
function oneOf(value: string | string[] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value)?.replaceAll("\0", "");
}
