import type { Verdict } from "@/lib/trail/judge-trail";

/** What can be said of a contact, in one sentence; undefined where the findings say it. */
export function sayVerdict({ kind }: Pick<Verdict, "kind">): string | undefined {
  switch (kind) {
    case "found":
      return undefined;
    case "going-on":
      return "No verdict yet: the contact is still going on.";
    case "arriving":
      return "No verdict yet: log lines still arrive.";
    case "unread":
      return "No verdict: nothing of this contact could be read.";
    case "partly-read":
      return "No verdict: nothing is wrong in what could be read, and part of it could not.";
    case "not-ours":
      return "No verdict: none of the integrations that this tenant has now took part in this contact.";
    case "unclear":
      return "Nothing wrong was found, but how some of it ended is not known.";
    case "healthy":
      return "Nothing wrong was found on this trail.";
  }
}
