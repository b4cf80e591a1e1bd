import type { AwsAccess } from "@/lib/aws/connect-account";
import type { ContactId } from "@/lib/kernel/ids";

/** The contact's page in Amazon Connect's own console; undefined for the sandbox, which has none. */
export function connectRecordUrl(
  { kind, instanceAlias }: Pick<AwsAccess, "kind" | "instanceAlias">,
  contactId: ContactId,
): string | undefined {
  if (kind === "sandbox" || !/^[a-z\d-]+$/i.test(instanceAlias)) return undefined;
  return `https://${instanceAlias}.my.connect.aws/contact-trace-records/details/${encodeURIComponent(contactId)}`;
}
