import { type ConsolePlace, consoleUrl, type EventLink } from "@/lib/trail/links/console-place";

/** A REST API in API Gateway: its resources, beside which its authorizer is found. */
export function apiLink(place: ConsolePlace, apiId: string): EventLink {
  const id = encodeURIComponent(apiId);
  const path = `apigateway/main/apis/${id}/resources?api=${id}&region=${place.region}`;
  return { label: "Open the API in API Gateway", href: consoleUrl(place, path) };
}
