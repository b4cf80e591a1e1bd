import type { Verdict } from "@/lib/trail/judge-trail";

/** What can be said of a contact, in one sentence; undefined where the findings say it. */
export function sayVerdict({ kind }: Pick<Verdict, "kind">): string | undefined {
  switch (kind) {
    case "found":
      return undefined;
    case "going-on":
      return "No verdict yet: the contact is still in progress.";
    case "arriving":
      return "No verdict yet: late records are still arriving.";
    case "unread":
      return "No verdict: no source of this contact could be read.";
    case "partly-read":
      return "No verdict: some sources couldn't be read. No problems found in the others.";
    case "not-ours":
      return "No verdict: none of this tenant's current integrations took part in this contact.";
    case "unexplained":
      return "No verdict: some events failed, and none of the known problems explains them. Look at those marked as failed.";
    case "unclear":
      return "No problems found, but the outcome of some events isn't known.";
    case "healthy":
      return "No problems found.";
  }
}
