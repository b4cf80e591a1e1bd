import { expect, test } from "vitest";
import { looksLikeNumber } from "./looks-like-number";

test("a phone number is known in each way that people write it", () => {
  for (const text of [
    "+12065550123",
    " (206) 555-0123",
    "206.555.0123",
    "0049 30 901820",
    "tel:+12065550123",
  ])
    expect(looksLikeNumber(text), text).toBe(true);
});

test("names, addresses, short digits, and a contact's ID are none", () => {
  for (const text of [
    "",
    "acme",
    "Studio 54",
    "2026",
    "a@example.com",
    "11111111-2222-4333-8444-555555555555",
  ])
    expect(looksLikeNumber(text), text).toBe(false);
});
