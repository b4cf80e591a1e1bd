/** What stands where a person's data stood. Each is masked to itself. */
export const hidden = {
  card: "[hidden: card number]",
  socialSecurity: "[hidden: social security number]",
  birthDate: "[hidden: date of birth]",
  name: "[hidden: name]",
  address: "[hidden: address]",
  secretAnswer: "[hidden: security answer]",
  byTenant: "[hidden]",
} as const;

/** Names of members as their words: "dateOfBirth", "date_of_birth" and "Date of birth" are the same. */
const personalNames: [RegExp, string][] = [
  [
    /^(?:dob|birth ?(?:date|day)|date of birth|birth year)$|\b(?:dob|birth ?date|date of birth)$/,
    hidden.birthDate,
  ],
  [/\b(?:ssn|social security(?: (?:number|no))?|sin|itin|tax ?id|national id)$/, hidden.socialSecurity],
  [/\b(?:card|credit card|debit card|pan)(?: (?:number|no|num))$|^(?:pan|cvv|cvc|cvv2|cvc2)$/, hidden.card],
  [
    /^(?:(?:first|last|f|l|middle|maiden|full|given|family|sur|nick) ?names?|surname|forename)$|\b(?:customer|caller|contact|person|patient|guest|account ?holder|card ?holder|applicant|policy ?holder)(?: (?:first|last|middle|full|given|family))? ?names?$/,
    hidden.name,
  ],
  [
    /^(?:(?:street|home|mailing|postal|billing|shipping|delivery|residential) ?address|street|address ?(?:line ?)?[123]|zip(?: ?code)?|postal ?code|post ?code)$/,
    hidden.address,
  ],
  [/\b(?:mother'?s? maiden name|security answer|secret answer)$/, hidden.secretAnswer],
];

/** Inside posted metadata and attributes, which speak of the caller, also these. */
const personalOfCaller: [RegExp, string][] = [[/^names?$/, hidden.name]];

/** "customerFirstName" → "customer first name". */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])(?=[A-Z][a-z])/g, "$1 ")
    .replace(/[_\-.\s]+/g, " ")
    .trim()
    .toLowerCase();
}

export function isSameName(one: string, other: string): boolean {
  return wordsOf(one).replaceAll(" ", "") === wordsOf(other).replaceAll(" ", "");
}

/** What to show instead of a member's whole value, by its name alone; undefined where the name says nothing. */
export function hiddenByName(name: string, isOfCaller = false): string | undefined {
  if (name.length > 80) return undefined;
  const words = wordsOf(name);
  const lists = isOfCaller ? [...personalNames, ...personalOfCaller] : personalNames;
  return lists.find(([pattern]) => pattern.test(words))?.[1];
}

/** Digits in groups, as cards print them: 13 to 19 (ISO/IEC 7812), each group followed by at most one space or hyphen. */
const cardShape = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)/g;
/** With its hyphens or spaces; the parts that the Social Security Administration never gives out are left. */
const socialSecurityShape =
  /(?<![\w.-])(?!000|666|9\d\d)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-]|\.\d)/g;
/** RFC 5321's dot-string, bounded, so that a long text costs its length. */
const emailShape =
  /(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]{1,64}(?:@|%40|\\u0040|&#64;)((?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,8}[a-z]{2,24})(?![\w-])/gi;
const sipAddress = /^(?:sips?|tel|xmpp):/i;

/** A text with card numbers, social security numbers and email addresses hidden. Masking again changes nothing. */
export function maskPersonalIn(text: string): string {
  let masked = text;
  if (/\d(?:\D?\d){8}/.test(text)) {
    masked = masked
      .replace(cardShape, (digits) => (isCard(digits) ? hidden.card : digits))
      .replace(socialSecurityShape, hidden.socialSecurity);
  }
  if (/@|%40|\\u0040|&#64;/i.test(masked)) masked = masked.replace(emailShape, maskEmail);
  return masked;
}

function maskEmail(whole: string, host: string, at: number, text: string): string {
  // sip:+12065550123@example.com is an address of a call, whose number is masked as a number.
  if (sipAddress.test(text.slice(Math.max(0, at - 5), at + 5)) || whole.includes("•")) return whole;
  return `•••@${host}`;
}

/** Luhn's check (ISO/IEC 7812-1, annex B) over the digits of a network that issues cards; a time or an id hardly passes. */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  if (!/^[2-6]/.test(digits) || /^(\d)\1*$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
