import { badRequest } from "./gateway-store";

const maxTags = 50;

/** AWS's rules for tags: 50 at most, keys of 1 to 128 characters that aren't reserved by AWS, values up to 256. */
export function checkTags(tags: Record<string, string>): Record<string, string> {
  const entries = Object.entries(tags);
  if (entries.length > maxTags) throw badRequest(`Too many tags: at most ${maxTags} are allowed.`);
  for (const [key, value] of entries) {
    if (key.length < 1 || key.length > 128) throw badRequest("Tag keys must have 1 to 128 characters.");
    if (key.toLowerCase().startsWith("aws:")) throw badRequest("Tag keys must not start with 'aws:'.");
    if (value.length > 256) throw badRequest("Tag values must have at most 256 characters.");
  }
  return tags;
}
