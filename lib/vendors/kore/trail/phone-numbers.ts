import type { TrailSubject } from "@/lib/trail/trail-source";

/** A number may be written with or without its country. */
export function isSameNumber(one: string, other: string): boolean {
  const [a, b] = [digitsOf(one), digitsOf(other)];
  const short = Math.min(a.length, b.length);
  return short >= 7 ? a.slice(-short) === b.slice(-short) : a === b;
}

/** What Kore writes for a caller: a number with or without a plus, and no ID of its own. */
export function isNumber(text: string): boolean {
  return /^\+?\d{6,15}$/.test(text);
}

function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, "").replace(/^0+/, "");
}

/**
 * Whether a session is surely another caller's than the contact's. What isn't a whole phone number, on either side, says
 * nothing: a withheld number, an extension, Kore's own ID of a user.
 */
export function isOtherCaller(callerNumber: string | undefined, user: string): boolean {
  const [own, told] = [phoneNumberIn(callerNumber ?? ""), phoneNumberIn(user)];
  return own !== undefined && told !== undefined && !isSameNumber(own, told);
}

/** "+12065550142", "tel:…", or the user part of "sip:+12065550142@host". */
function phoneNumberIn(text: string): string | undefined {
  const user = text
    .trim()
    .replace(/^(?:sips?|tel):/i, "")
    .replace(/[@;].*$/, "")
    .replaceAll(/[\s().-]/g, "");
  return /^\+?\d{7,17}$/.test(user) ? user : undefined;
}

/** The caller's of an Amazon Connect contact, where Connect tells one. */
export function callerNumberOf({ contact }: Pick<TrailSubject, "contact">): string | undefined {
  const endpoint = contact.ok ? contact.value.CustomerEndpoint : undefined;
  return endpoint?.Type === "TELEPHONE_NUMBER" ? endpoint.Address : undefined;
}
