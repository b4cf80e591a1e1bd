/** What a message event says of where it comes from. */
export interface Heard {
  origin: string;
  source: unknown;
  data: unknown;
}

/**
 * Pure. Whether a message is the panel's own word that it listens: from exactly its origin, from exactly this frame, and with
 * every member that the vendor's announcement has. Any other page can send any message to a window.
 */
export function isAnnouncement(
  heard: Heard,
  expected: { origin: string; frame: unknown; announcement: Readonly<Record<string, unknown>> },
): boolean {
  const { origin, frame, announcement } = expected;
  if (heard.origin !== origin || frame === null || frame === undefined || heard.source !== frame)
    return false;
  const data: unknown = heard.data;
  if (typeof data !== "object" || data === null) return false;
  const members = Object.entries(announcement);
  return (
    members.length > 0 &&
    members.every(([name, value]) => Object.hasOwn(data, name) && Reflect.get(data, name) === value)
  );
}
