import type { Message } from "./ask-text";

/** A message as a new email, ready to send. */
export function mailtoOf({ subject, text }: Message, emails: readonly string[]): string {
  const to = emails.map((email) => encodeURIComponent(email)).join(",");
  const body = text.replaceAll("\n", "\r\n");
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}
