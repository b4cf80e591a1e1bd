import { findContactId } from "./find-contact-id";
import type { ContactId } from "./ids";
import { fail, type Result, succeed } from "./result";

const longest = 10_000;

/**
 * A contact ID as someone pasted it: with spaces around it, in capitals, in quotes, as the contact's ARN, inside the
 * address of its page in Amazon Connect, or in a line of a log or of an exported list. Returns it in lower case.
 */
export function parseContactId(text: string): Result<ContactId> {
  const found = text.length <= longest ? findContactId(text) : undefined;
  if (found?.kind === "one") return succeed(found.id);
  return fail({
    code: "contact-id-invalid",
    sentence:
      found?.kind === "several" ? "This text contains more than one contact ID." : "This isn't a contact ID.",
    wayOut:
      "A contact ID looks like 3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f. Copy it from the contact search in Amazon Connect.",
  });
}
