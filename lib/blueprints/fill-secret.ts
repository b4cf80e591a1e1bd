import type { GuideValue } from "./blueprint";

/**
 * Pure: a guide's value, ready to paste. Its placeholder stands in a string of JavaScript or JSON, so a secret can't end
 * that string.
 */
export function fillSecret(
  value: string,
  { placeholder }: Pick<NonNullable<GuideValue["fill"]>, "placeholder">,
  secret: string,
): string {
  return value.replaceAll(placeholder, () => JSON.stringify(secret).slice(1, -1));
}
