import { expect, it } from "vitest";
import { unreadWord } from "./unread-word";

it.each([
  ["aws-unreachable", "no answer"],
  ["host-slow", "no answer"],
  ["host-unreachable", "no answer"],
  ["acme-rate-limited", "throttled"],
  ["acme-daily-limit", "limit used up"],
  ["acme-down", "internal error"],
  ["acme-forbidden", "not allowed"],
  ["anything", "not read"],
])("a source with %s has %s beside it", (code, word) => {
  expect(unreadWord(code)).toBe(word);
});
