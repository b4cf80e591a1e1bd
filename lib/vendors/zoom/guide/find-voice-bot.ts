import { isPlainObject } from "@/lib/kernel/plain-json";

/** Where a connector was seen in an exported flow. */
export type ConnectorSeen =
  /** In a widget that says of itself that it is a voice bot. */
  | "in-voice-bot"
  /** Somewhere in the file: how Zoom writes the widget isn't published. */
  | "by-name"
  | "not-seen";

/** Deeper than any flow; a file that is deeper was made to keep us busy. */
const maxDepth = 60;

/**
 * Looks for the connector in an exported flow. Zoom doesn't publish the file's form, so names count: an object with a member
 * that says "voice bot" in any spelling is its widget, and what lies below it belongs to it.
 */
export function findVoiceBot(flow: unknown, connectorName: string): ConnectorSeen {
  const wanted = normalName(connectorName);
  let seen: ConnectorSeen = "not-seen";
  function walk(value: unknown, isBelowBot: boolean, depth: number): void {
    if (depth > maxDepth || seen === "in-voice-bot") return;
    if (typeof value === "string") {
      if (normalName(value) !== wanted) return;
      seen = isBelowBot ? "in-voice-bot" : "by-name";
    } else if (Array.isArray(value)) {
      for (const each of value) walk(each, isBelowBot, depth + 1);
    } else if (isPlainObject(value)) {
      const isBot = isBelowBot || saysVoiceBot(value);
      for (const each of Object.values(value)) walk(each, isBot, depth + 1);
    }
  }
  if (wanted !== "") walk(flow, false, 0);
  return seen;
}

/** "voice_bot", "VoiceBot", "Voice Bot": of a widget's type, not of its title, which people choose. */
function saysVoiceBot(value: Record<string, unknown>): boolean {
  return Object.entries(value).some(
    ([name, text]) =>
      /type|kind/i.test(name) &&
      typeof text === "string" &&
      /^voice[\s_-]?bot(?:[\s_-]?widget)?$/i.test(text),
  );
}

function normalName(text: string): string {
  return text.trim().replace(/\s+/g, " ").toLowerCase();
}
