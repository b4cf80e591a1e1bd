import { type ConsolePlace, consoleUrl, type EventLink } from "@/lib/trail/links/console-place";

/** What another system's clock may differ by, and what a reader wants to see around. */
const aroundMs = 60_000;

/** The lines of a log group that fit a filter pattern, a minute around a moment (ISO 8601). */
export function logLink(
  place: ConsolePlace,
  { group, pattern, at }: { group: string; pattern: string; at: string },
): EventLink {
  const atMs = Date.parse(at);
  const query = Object.entries({
    start: String(atMs - aroundMs),
    end: String(atMs + aroundMs),
    filterPattern: pattern,
  });
  // The console keeps its own query behind the hash, with $ for %, and every value encoded twice.
  const written = query.map(([name, value]) => `${name}$3D${twice(value)}`).join("$26");
  const path = `cloudwatch/home?region=${place.region}#logsV2:log-groups/log-group/${twice(group)}/log-events$3F${written}`;
  return { label: "Open in CloudWatch Logs", href: consoleUrl(place, path) };
}

function twice(text: string): string {
  return encodeURIComponent(encodeURIComponent(text)).replaceAll("%", "$");
}
