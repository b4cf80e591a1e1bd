import type { ContactId } from "@/lib/kernel/ids";
import type { ConsolePlace, EventLink } from "@/lib/trail/links/console-place";
import { connectRecordUrl } from "./connect-record-url";

/** The contact's page in Amazon Connect; undefined where the instance has no address of its own. */
export function contactLink({ instanceAlias }: ConsolePlace, contactId: ContactId): EventLink | undefined {
  const href = connectRecordUrl({ kind: "keys", instanceAlias }, contactId);
  return href ? { label: "Open in Amazon Connect", href } : undefined;
}
