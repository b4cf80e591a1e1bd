import { type ConsolePlace, consoleUrl, type EventLink } from "@/lib/trail/links/console-place";

/** A function's page in Lambda. */
export function lambdaLink(place: ConsolePlace, functionName: string): EventLink {
  const path = `lambda/home?region=${place.region}#/functions/${encodeURIComponent(functionName)}`;
  return { label: "Open the function in Lambda", href: consoleUrl(place, path) };
}
