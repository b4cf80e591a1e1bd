import { fail, type Result, succeed } from "@/lib/result";

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/**
 * A contact id as somebody pasted it: with spaces around it, in capitals, in quotes, or inside the address of its
 * page in Amazon Connect. Exactly one UUID must be in it. Returns it in lower case.
 */
export function parseContactId(text: string): Result<string> {
  const found = new Set((text.length <= 2_000 ? (text.match(uuid) ?? []) : []).map((id) => id.toLowerCase()));
  const [id] = found;
  if (id !== undefined && found.size === 1) return succeed(id);
  return fail({
    code: "contact-id-invalid",
    sentence:
      found.size > 1 ? "There is more than one contact id in this text." : "This is not a contact id.",
    wayOut:
      "A contact id looks like 3f0c1c34-5b0a-4c0e-9d3a-0a1b2c3d4e5f; copy it from Amazon Connect's contact search.",
  });
}
