import type { z } from "zod";

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** What a person reads where a schema has no words of its own: never the validator's ("expected string, received …"). */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return isBlank(issue.input) ? "Enter a value." : (typeWords[issue.expected] ?? "Enter a valid value.");
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "not_multiple_of":
      return `Enter a multiple of ${issue.divisor}.`;
    case "invalid_format":
      return isBlank(issue.input)
        ? "Enter a value."
        : (formatWords[issue.format] ?? "Enter a value in the expected format.");
    case "unrecognized_keys":
      return issue.keys.length === 1
        ? `"${issue.keys[0]}" isn't a setting.`
        : `These aren't settings: ${issue.keys.join(", ")}.`;
    case "invalid_value":
      return isBlank(issue.input) ? "Choose a value." : `Choose one of these: ${issue.values.join(", ")}.`;
    case "invalid_union":
      return isBlank(issue.input) ? "Choose a value." : "Choose one of the options.";
    case "invalid_key":
    case "invalid_element":
      return "Enter a valid value.";
    default:
      return "Enter a valid value.";
  }
};

const isBlank = (input: unknown) => input === undefined || input === null || input === "";

const typeWords: Record<string, string> = {
  string: "Enter text.",
  number: "Enter a number.",
  nan: "Enter a number.",
  int: "Enter a whole number.",
  bigint: "Enter a whole number.",
  boolean: "Choose yes or no.",
  date: "Enter a date.",
  array: "Enter a list.",
};

const formatWords: Record<string, string> = {
  email: "Enter an email address, like name@example.com.",
  url: "Enter an address, like https://example.com.",
  uuid: "Choose an entry from the list.",
  guid: "Choose an entry from the list.",
  date: "Enter a date.",
  datetime: "Enter a date and time.",
  ipv4: "Enter an IP address.",
  ipv6: "Enter an IP address.",
  cidrv4: "Enter an address range, like 198.51.100.0/24.",
  cidrv6: "Enter an address range, like 2001:db8::/32.",
  e164: "Enter the phone number with + and country code: +12065550100.",
};

function tooSmall({ origin, minimum, inclusive, input }: Issue & { code: "too_small" }): string {
  if (origin === "string") {
    if (isBlank(input) || minimum <= 1) return "Enter a value.";
    return `Enter at least ${minimum} characters.`;
  }
  if (origin === "array" || origin === "set") {
    return minimum <= 1 ? "Enter at least one value." : `Enter at least ${minimum} values.`;
  }
  return inclusive === false ? `Enter more than ${minimum}.` : `Enter ${minimum} or more.`;
}

function tooBig({ origin, maximum, inclusive }: Issue & { code: "too_big" }): string {
  if (origin === "string") return `Enter at most ${maximum} characters.`;
  if (origin === "array" || origin === "set") {
    return `Enter at most ${maximum} ${maximum === 1 ? "value" : "values"}.`;
  }
  return inclusive === false ? `Enter less than ${maximum}.` : `Enter ${maximum} or less.`;
}
