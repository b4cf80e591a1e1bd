/** Digits as a phone number is written. Shorter ones may be part of a name. */
const leastDigits = 7;
const mostDigits = 15;

/** Whether a text is a phone number, which must stand in no address. Pure. */
export function looksLikeNumber(text: string): boolean {
  const digits = text.replace(/\D/g, "").length;
  return (
    /^(?:(?:tel|sip):)?[\s\d+().\-/]+$/i.test(text.trim()) && digits >= leastDigits && digits <= mostDigits
  );
}
