import { type ConsolePlace, consoleUrl, type EventLink } from "@/lib/trail/links/console-place";

/** One item of a DynamoDB table without a sort key. */
export function itemLink(place: ConsolePlace, table: string, partitionKey: string): EventLink {
  const query = `itemMode=2&pk=${encodeURIComponent(partitionKey)}&sk=&route=ROUTE_ITEM_EXPLORER&table=${encodeURIComponent(table)}`;
  const path = `dynamodbv2/home?region=${place.region}#edit-item?${query}`;
  return { label: "Open the item in DynamoDB", href: consoleUrl(place, path) };
}
