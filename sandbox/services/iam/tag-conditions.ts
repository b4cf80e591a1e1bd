import type { ConditionValues } from "../../wire/service";

/** Tags as a request writes them: a map, or a list of keys and values in either case. */
export type GivenTags = unknown;

/**
 * The condition keys that tags give a request: `aws:ResourceTag/KEY` of its resource, `aws:RequestTag/KEY` and
 * `aws:TagKeys` of its own tags. Keys are compared case-insensitively, as AWS does.
 */
export function tagConditions(tags: {
  resource?: Record<string, string> | undefined;
  request?: GivenTags;
  /** Of an Untag request. */
  keys?: unknown;
}): ConditionValues {
  const request = readTags(tags.request);
  const keys = [...Object.keys(request), ...(Array.isArray(tags.keys) ? tags.keys.map(String) : [])];
  const named = (kind: string, all: Record<string, string>) =>
    Object.entries(all).map(([key, value]) => [`aws:${kind}/${key}`.toLowerCase(), value]);
  return {
    ...Object.fromEntries([...named("ResourceTag", tags.resource ?? {}), ...named("RequestTag", request)]),
    ...(keys.length === 0 ? {} : { "aws:tagkeys": keys }),
  };
}

export function hasTags(given: GivenTags): boolean {
  return Object.keys(readTags(given)).length > 0;
}

function readTags(given: GivenTags): Record<string, string> {
  if (typeof given !== "object" || given === null) return {};
  if (!Array.isArray(given))
    return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)]));
  return Object.fromEntries(
    given.map((each: { Key?: unknown; Value?: unknown }) => [
      String(each.Key ?? ""),
      String(each.Value ?? ""),
    ]),
  );
}
