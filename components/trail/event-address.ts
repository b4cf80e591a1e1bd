const prefix = "event-";

/** The element of an event, and the end of its page's address. */
export function elementIdOf(eventId: string): string {
  return `${prefix}${eventId}`;
}

/** "#event-…": identifiers of blocks may hold any letter. */
export function addressOfEvent(eventId: string): string {
  return `#${encodeURIComponent(elementIdOf(eventId))}`;
}

/** The event that an address's end names; undefined when it names none. */
export function eventOfAddress(hash: string): string | undefined {
  const text = hash.startsWith("#") ? hash.slice(1) : hash;
  const decoded = decode(text);
  return decoded.startsWith(prefix) ? decoded.slice(prefix.length) : undefined;
}

/** An address typed by hand may hold a % that stands for nothing. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
