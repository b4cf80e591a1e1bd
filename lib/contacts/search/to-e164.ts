// The smallest set of numbering plans: it knows how long a country's numbers are and what it dials before them inside itself.
import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/**
 * What is dialled before a number inside its country alone: 0 nearly everywhere, 06 in Hungary, 01 once in Mexico, 8 in
 * Russia. The plans also drop digits that Amazon Connect may well have, such as the 1 of Mexican mobiles: those stay.
 */
const trunkPrefix = /^(0|06|01|8)$/;

/**
 * A number as Amazon Connect writes it: "+49 (0)30 901820" is +4930901820, because that zero is dialled only inside the
 * country; Italy's belongs to the number. What is no number of a known country stays as it is, a plus and its digits.
 * For the server: the numbering plans would weigh more in a page than all that reads them.
 */
export function toE164(written: string): string {
  const digits = written.replace(/\D/g, "");
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  if (!parsed?.isPossible()) return `+${digits}`;
  const { countryCallingCode, nationalNumber, number } = parsed;
  const dropped = digits.slice(countryCallingCode.length, digits.length - nationalNumber.length);
  const isPrefix = digits === `${countryCallingCode}${dropped}${nationalNumber}` && trunkPrefix.test(dropped);
  return isPrefix ? number : `+${digits}`;
}
