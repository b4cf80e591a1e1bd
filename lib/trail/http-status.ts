import type { Severity } from "@/lib/trail/event";

/** What an HTTP status tells of a request: a status that is none, or of no class that ends a request, tells nothing. */
export function severityOfStatus(status: unknown): Severity {
  const text = String(status);
  if (/^2\d\d$/.test(text)) return "good";
  return /^[45]\d\d$/.test(text) ? "attention" : "unknown";
}
